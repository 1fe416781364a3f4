package org.recu.binarize;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/** The gradient of the sign of activations of one shape. */
@FunctionalInterface
public interface ActivationGradient {

  /**
   * Adds the gradient.
   *
   * @param tf where it goes
   * @param activation the sign's operand: (batch, height, width, channels), float32
   * @param upstream the loss's gradient with respect to the sign, of the type it was defined for
   * @param beside the loss's gradient with respect to the activation as others read it, float32;
   *     empty where only the sign does
   * @return the loss's gradient with respect to the activation, {@code beside} included
   */
  Operand<TFloat32> of(
      Ops tf,
      Operand<TFloat32> activation,
      Operand<? extends TFloating> upstream,
      Optional<Operand<TFloat32>> beside);
}
