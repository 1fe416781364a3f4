package org.recu.lowering;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How much of a batch a tower has, where several share it.
 *
 * <p>A tower that is left without an image of the batch gets an image all the same, because not all
 * of TensorFlow's ops take an empty batch; it has 0 images here and counts for nothing.
 *
 * @param images of the tower: scalar, float32
 * @param total images of the whole batch: scalar, float32
 */
public record BatchShare(Operand<TFloat32> images, Operand<TFloat32> total) {

  /** The share: scalar, from 0 to 1. */
  public Operand<TFloat32> ratio(Ops tf) {
    return tf.math.div(images, total);
  }
}
