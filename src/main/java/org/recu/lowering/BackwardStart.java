package org.recu.lowering;

import org.tensorflow.Operand;

/**
 * The gradient with which the backward pass reaches a batch normalisation. The convolution before
 * it prepares its operands as soon as that is there: beside the gradient of the normalisation,
 * which it would otherwise wait for.
 *
 * <p>It is known when gradients are added, which happens layer by layer from the last to the first.
 * Not thread-safe.
 */
final class BackwardStart {

  /** Null until the normalisation's gradients are added. */
  private Operand<?> gradient;

  /** Says what reaches the normalisation. */
  void at(Operand<?> gradient) {
    this.gradient = gradient;
  }

  /**
   * The gradient to wait for.
   *
   * @param own upstream gradient of the convolution, for where no normalisation follows it
   */
  Operand<?> or(Operand<?> own) {
    return gradient == null ? own : gradient;
  }
}
