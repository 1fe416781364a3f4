package org.recu.lowering;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;

/**
 * Operands of a backward pass that are there only when it begins. TensorFlow runs an op as soon as
 * its operands are there, so what is computed from values of the forward pass alone is computed in
 * the forward pass, and kept. (Control dependencies have no effect on ops that are added with
 * gradients.) An {@code IdentityN} over both copies nothing and waits for the upstream gradient.
 */
final class Awaiting {

  private Awaiting() {}

  /**
   * A value, once the upstream gradient is there.
   *
   * @param tf where the op goes
   * @param value of the forward pass
   * @param upstream gradient
   */
  static Output<?> of(Ops tf, Operand<?> value, Operand<?> upstream) {
    return tf.identityN(List.of(value, upstream)).op().output(0);
  }
}
