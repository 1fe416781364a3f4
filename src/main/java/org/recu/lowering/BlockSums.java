package org.recu.lowering;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * Sums of whole numbers, and of their squares, over {@link PixelBlocks}. They have no gradient.
 *
 * @param values (batch, rows, columns, channels): float32 or int32, exact
 * @param squares the same
 */
record BlockSums(Operand<? extends TNumber> values, Operand<? extends TNumber> squares) {

  /**
   * The sum of all numbers of a channel: exact, whatever the order.
   *
   * @param channels number of them
   * @return (channels)
   */
  Operand<TFloat64> sum(Ops tf, long channels) {
    return total(tf, values, channels);
  }

  /** The same of the squares. */
  Operand<TFloat64> sumOfSquares(Ops tf, long channels) {
    return total(tf, squares, channels);
  }

  /** These, or others where a step computes those, of the same type. */
  BlockSums or(Ops tf, BlockSums others) {
    return new BlockSums(either(tf, values, others.values), either(tf, squares, others.squares));
  }

  private static <T extends TNumber> Operand<T> either(
      Ops tf, Operand<T> blocks, Operand<? extends TNumber> others) {
    Class<T> type = blocks.asOutput().type();
    return WeightCases.merged(tf, blocks, others.asOutput().expect(type), type);
  }

  private static Operand<TFloat64> total(Ops tf, Operand<? extends TNumber> blocks, long channels) {
    return tf.reduceSum(
        tf.dtypes.cast(tf.reshape(blocks, tf.constant(new long[] {-1, channels})), TFloat64.class),
        tf.constant(0));
  }
}
