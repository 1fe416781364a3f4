package org.recu.nn;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A binary convolution's output before its scale is applied.
 *
 * @param sums (batch, height, width, channels), float32: whole numbers where the weights are binary
 * @param alpha (channels), float32: the scale
 */
public record ScaledSums(Operand<TFloat32> sums, Operand<TFloat32> alpha) {

  /** {@code sums * alpha}, shaped as the sums. */
  public Operand<TFloat32> product(Tower tower) {
    return tower.ops("alpha").math.mul(sums, alpha);
  }
}
