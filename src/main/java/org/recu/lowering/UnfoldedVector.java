package org.recu.lowering;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A constant vector that TensorFlow's graph rewriting does not see as a constant. It folds an op
 * only if the result has at most 100 kB or takes no more memory than the operands, so the vector is
 * read from as many rows of it as are larger. Making them takes some microseconds.
 */
final class UnfoldedVector {

  /** Bytes up to which the rewriting folds. */
  private static final int FOLDED = 100 * 1024;

  private UnfoldedVector() {}

  /**
   * Adds the ops.
   *
   * @param tf where they go
   * @param vector (channels), constant
   */
  static Operand<TFloat32> of(Ops tf, Operand<TFloat32> vector) {
    int channels = (int) vector.shape().get(0);
    int rows = FOLDED / (Float.BYTES * channels) + 1;
    Operand<TFloat32> all = tf.broadcastTo(vector, tf.constant(new int[] {rows, channels}));
    Operand<TFloat32> first =
        tf.slice(all, tf.constant(new int[] {0, 0}), tf.constant(new int[] {1, channels}));
    return tf.reshape(first, tf.constant(new int[] {channels}));
  }
}
