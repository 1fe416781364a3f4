package org.recu.lowering;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * Sums of whole numbers, and of their squares, over {@link PixelBlocks}. They have no gradient.
 *
 * @param values (batch, rows, columns, channels), exact
 * @param squares the same
 * @param imagesFit whether 32 bits hold the sum of an image's squares
 */
record BlockSums(Operand<TInt32> values, Operand<TInt32> squares, boolean imagesFit) {

  /**
   * The sum of all numbers of a channel: exact, whatever the order.
   *
   * @return (channels)
   */
  Operand<TFloat64> sum(Ops tf) {
    return total(tf, values);
  }

  /** The same of the squares. */
  Operand<TFloat64> sumOfSquares(Ops tf) {
    return total(tf, squares);
  }

  /** These, or others of the same kind where a step computes those. */
  BlockSums or(Ops tf, BlockSums others) {
    return new BlockSums(
        WeightCases.merged(tf, values, others.values, TInt32.class),
        WeightCases.merged(tf, squares, others.squares, TInt32.class),
        imagesFit);
  }

  private Operand<TFloat64> total(Ops tf, Operand<TInt32> blocks) {
    // Converted as late as possible: a pass over the blocks takes as long as adding them up.
    return imagesFit
        ? tf.reduceSum(
            tf.dtypes.cast(tf.reduceSum(blocks, tf.constant(new int[] {1, 2})), TFloat64.class),
            tf.constant(0))
        : tf.reduceSum(tf.dtypes.cast(blocks, TFloat64.class), tf.constant(new int[] {0, 1, 2}));
  }
}
