package org.recu.benchmark;

import org.recu.lowering.Ways;
import org.recu.train.RepeatableStep;
import org.recu.trial.Trials;
import org.tensorflow.proto.StepStats;

/** Runs a training step. */
record StepWorkload(RepeatableStep step, NoiseBatch batch) implements Workload {

  /** Creates the step of a network with initial weights. */
  static StepWorkload of(MeasuredNetwork measured) {
    RepeatableStep step =
        new RepeatableStep(
            measured.network(),
            measured.description(),
            measured.optimizer(),
            measured.compute(),
            ways(measured));
    return new StepWorkload(step, measured.batch());
  }

  private static Ways ways(MeasuredNetwork measured) {
    return measured.device().gpu().isPresent()
        ? Ways.untried()
        : Trials.here()
            .of(
                measured.network().architecture(),
                measured.compute().arithmetic(),
                measured.compute().rows(measured.batchSize()));
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
