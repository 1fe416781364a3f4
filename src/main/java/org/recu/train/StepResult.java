package org.recu.train;

import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;

/** The result of a training step. Owns the native memory of its tensors. */
final class StepResult implements AutoCloseable {

  private final Result result;

  /** Takes ownership of the result: loss first, logits second. */
  StepResult(Result result) {
    this.result = result;
  }

  /** Mean cross entropy over the batch. */
  float loss() {
    return ((TFloat32) result.get(0)).getFloat();
  }

  /** The logits: (batch, classes), float32; valid until this is closed. */
  TFloat32 logits() {
    return (TFloat32) result.get(1);
  }

  @Override
  public void close() {
    result.close();
  }
}
