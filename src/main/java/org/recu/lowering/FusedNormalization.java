package org.recu.lowering;

import org.recu.nn.BatchNormalization;
import org.recu.nn.TensorShape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/** TensorFlow's own op for batch normalisation, which takes images. */
final class FusedNormalization {

  private static final int IMAGE_RANK = 3;

  private FusedNormalization() {}

  /** The op's parameters: (channels) each; the running statistics empty in training. */
  record Numbers(
      Operand<TFloat32> weight,
      Operand<TFloat32> bias,
      Operand<TFloat32> mean,
      Operand<TFloat32> variance) {}

  /**
   * Adds the op.
   *
   * @param pixels (batch, height, width, channels), float32
   * @param training whether it takes the statistics of the batch, and updates what is given
   */
  static FusedBatchNorm<TFloat32, TFloat32> of(
      Ops tf, Operand<TFloat32> pixels, Numbers numbers, boolean training) {
    return tf.nn.fusedBatchNorm(
        pixels,
        numbers.weight,
        numbers.bias,
        numbers.mean,
        numbers.variance,
        FusedBatchNorm.epsilon(BatchNormalization.EPSILON),
        FusedBatchNorm.isTraining(training));
  }

  /** Whether the op takes activations of this shape as they are. */
  static boolean takes(TensorShape shape) {
    return shape.rank() == IMAGE_RANK;
  }

  /** An activation as the op takes it: features become images of one pixel. */
  static Operand<TFloat32> toPixels(Ops tf, TensorShape shape, Operand<TFloat32> activation) {
    return takes(shape)
        ? activation
        : tf.reshape(activation, tf.constant(new long[] {-1, 1, 1, shape.last()}));
  }

  /** The inverse of {@link #toPixels}. */
  static Operand<TFloat32> fromPixels(Ops tf, TensorShape shape, Operand<TFloat32> pixels) {
    return takes(shape) ? pixels : tf.reshape(pixels, tf.constant(new long[] {-1, shape.last()}));
  }
}
