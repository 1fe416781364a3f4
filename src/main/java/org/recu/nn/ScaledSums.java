package org.recu.nn;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A binary convolution's output before its scale is applied.
 *
 * <p>The scale is never negative, so the order of two sums is that of their products, and a pooling
 * that picks the greatest may pick among the sums.
 *
 * @param sums (batch, height, width, channels), float32: whole numbers where the weights are binary
 * @param scale (channels), float32, at least 0
 */
public record ScaledSums(Operand<TFloat32> sums, Operand<TFloat32> scale) {

  /** {@code sums * scale}, shaped as the sums. */
  public Operand<TFloat32> product(Tower tower) {
    return tower.ops("alpha").math.mul(sums, scale);
  }
}
