package org.recu.lowering;

import org.recu.fusion.Int16;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.family.TFloating;

/**
 * Sums of a convolution of signs in 16 bits, which hold every whole number that they can be: half
 * the memory of float32, and the same numbers. What follows reads them so, and they are kept so
 * until the backward pass.
 *
 * @param bits (batch, height, width, channels), {@link Int16}; all but the batch known
 * @param blocks sums of these numbers, for their statistics
 * @param doubt scalar: 0, or not a number if a weight is none. Then the sums are no numbers either,
 *     which 16 bits cannot say
 * @param start for the normalisation of these sums to set
 */
record Int16Sums(
    Operand<TUint16> bits, BlockSums blocks, Operand<TFloat32> doubt, BackwardStart start) {

  /** Whether 16 bits hold the sums of so many signs. */
  static boolean fit(long signs) {
    return signs <= Short.MAX_VALUE;
  }

  /** Their shape. */
  Shape shape() {
    return bits.shape();
  }

  /**
   * Adds the sums to a backward pass.
   *
   * @param tf where they go
   * @param bits of the sums
   * @param shape of the sums
   * @param upstream gradient that they wait for
   * @param type float32, or bfloat16, to which they are rounded
   */
  static <T extends TFloating> Operand<T> late(
      Ops tf, Operand<TUint16> bits, Shape shape, Operand<?> upstream, Class<T> type) {
    Operand<TUint16> waiting = Awaiting.of(tf, bits, upstream).expect(TUint16.class);
    return tf.ensureShape(Int16.floating(tf, waiting, type), shape);
  }
}
