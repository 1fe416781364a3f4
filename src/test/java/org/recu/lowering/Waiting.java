package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;

/** What of a backward pass cannot run before the upstream gradient is there. */
final class Waiting {

  private Waiting() {}

  /**
   * Asserts that no op on the way to a value, where that begins, is without the upstream gradient.
   *
   * @param value computed by ops of one operand from an {@code IdentityN}
   */
  static void assertFor(Operand<?> upstream, Operand<?> value) {
    GraphOperation op = (GraphOperation) value.op();
    while (!op.type().equals("IdentityN")) {
      assertThat(op.type()).isIn("EnsureShape", "Cast", "Bitcast", "Sign", "PartitionedCall");
      op = (GraphOperation) op.input(0).op();
    }
    assertThat(op.inputList(0, 2)[1].op()).isEqualTo(upstream.op());
  }
}
