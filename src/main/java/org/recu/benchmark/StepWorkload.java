package org.recu.benchmark;

import org.recu.train.LoneStep;
import org.tensorflow.proto.StepStats;

/** A training step. */
record StepWorkload(LoneStep step, MadeUpBatch batch) implements Workload {

  /** A step of a network with starting values. */
  static StepWorkload of(MeasuredNetwork measured) {
    LoneStep step =
        new LoneStep(
            measured.network(),
            measured.description(),
            measured.optimizer(),
            measured.arithmetic(),
            measured.device());
    return new StepWorkload(step, measured.batch());
  }

  @Override
  public void run() {
    step.run(batch.images(), batch.labels());
  }

  @Override
  public StepStats trace() {
    return step.trace(batch.images(), batch.labels());
  }

  @Override
  public void close() {
    batch.close();
    step.close();
  }
}
