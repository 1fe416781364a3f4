package org.recu.graph;

import java.util.Optional;
import java.util.function.IntPredicate;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;

/**
 * Binary weights in words of 64 bits: bit {@code k} of word {@code (i, filter)} belongs to row
 * {@code 64 i + k} of the weight (kernel, kernel, channels, filters), whose first three axes make
 * the rows.
 *
 * @param positive which are +1: (words, filters)
 * @param known which are not 0, where some are: (words, filters)
 */
public record SignWords(Operand<TInt64> positive, Optional<Operand<TInt64>> known) {

  /**
   * Words in constants of a graph that runs at once.
   *
   * @param tf where they go
   * @param name of the signs in the graph
   * @param filters of the weight, its last axis
   * @param signs row-major, each -1, 0 or +1
   */
  static SignWords constants(Ops tf, String name, int filters, float[] signs) {
    boolean zeros = false;
    for (float sign : signs) {
      zeros |= sign == 0;
    }
    return new SignWords(
        plane(tf.withName(name + "_positive"), filters, signs.length, i -> signs[i] > 0),
        zeros
            ? Optional.of(
                plane(tf.withName(name + "_known"), filters, signs.length, i -> signs[i] != 0))
            : Optional.empty());
  }

  private static Operand<TInt64> plane(Ops tf, int filters, int count, IntPredicate bit) {
    int rows = count / filters;
    long[][] words = new long[(rows + Long.SIZE - 1) / Long.SIZE][filters];
    for (int i = 0; i < count; i++) {
      if (bit.test(i)) {
        int row = i / filters;
        words[row / Long.SIZE][i % filters] |= 1L << (row % Long.SIZE);
      }
    }
    return tf.constant(words);
  }
}
