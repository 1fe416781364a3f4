package org.recu.benchmark;

import org.recu.lowering.Tower;
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
            new Tower.Target(measured.device(), measured.arithmetic()));
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
