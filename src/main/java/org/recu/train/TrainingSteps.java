package org.recu.train;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.recu.graph.CollectiveGroup;
import org.recu.graph.FullTrace;
import org.recu.lowering.BatchShare;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.proto.StepStats;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Runs the steps of a training graph.
 *
 * @param session of the graph
 * @param inputs what is fed
 * @param images the normalised images of each tower
 * @param computed what a step computes: loss and logits are fetched
 * @param train all updates of a step
 * @param share of a batch that this worker has, to be fed; empty if it trains alone
 * @param collective whether a step has collective ops
 */
record TrainingSteps(
    Session session,
    StepInputs inputs,
    List<Operand<TFloat32>> images,
    StepGradients computed,
    Op train,
    Optional<BatchShare> share,
    boolean collective) {

  TrainingSteps {
    images = List.copyOf(images);
  }

  /**
   * Runs one training step.
   *
   * @param pixels (batch, size, size, 3), uint8, RGB
   * @param classes (batch), int32, from 0
   * @param rates learning rate, tau and number of the step
   * @return loss and logits of the step, before its update
   */
  StepResult run(TUint8 pixels, TInt32 classes, StepRates rates) {
    return step(fed(pixels), classes, rates);
  }

  /**
   * Runs one training step that learns from a teacher.
   *
   * @param teacher logits of the images: (batch, classes), float32
   */
  StepResult run(TUint8 pixels, TInt32 classes, TFloat32 teacher, StepRates rates) {
    return step(fed(pixels).feed(inputs.teacher().orElseThrow(), teacher), classes, rates);
  }

  /**
   * Runs one training step on normalised images.
   *
   * @param normalized each tower's images: (rows, size, size, 3), float32
   */
  StepResult runNormalized(List<TFloat32> normalized, TInt32 classes, StepRates rates) {
    Session.Runner runner = runner();
    for (int i = 0; i < images.size(); i++) {
      runner.feed(images.get(i), normalized.get(i));
    }
    return step(runner, classes, rates);
  }

  /**
   * Runs one step as {@link #run(TUint8, TInt32, StepRates)} does, under TensorFlow's tracer.
   *
   * @return when each op of the step ran
   */
  StepStats trace(TUint8 pixels, TInt32 classes, StepRates rates) {
    return run(fed(pixels), classes, rates, FullTrace::run);
  }

  private StepResult step(Session.Runner runner, TInt32 classes, StepRates rates) {
    return run(runner, classes, rates, ready -> new StepResult(ready.run()));
  }

  private <R> R run(
      Session.Runner runner, TInt32 classes, StepRates rates, Function<Session.Runner, R> way) {
    try (TFloat32 rate = TFloat32.scalarOf((float) rates.learningRate());
        TFloat32 quantile = TFloat32.scalarOf((float) rates.tau());
        TFloat32 number = TFloat32.scalarOf((float) rates.number());
        TFloat32 own = TFloat32.scalarOf((float) rates.share().images());
        TFloat32 total = TFloat32.scalarOf((float) rates.share().total())) {
      share.ifPresent(part -> runner.feed(part.images(), own).feed(part.total(), total));
      return way.apply(
          runner
              .feed(inputs.labels(), classes)
              .feed(inputs.learningRate(), rate)
              .feed(inputs.tau(), quantile)
              .feed(inputs.number(), number)
              .addTarget(train)
              .fetch(computed.loss())
              .fetch(computed.logits()));
    }
  }

  private Session.Runner fed(TUint8 pixels) {
    return runner().feed(inputs.images().pixels(), pixels);
  }

  private Session.Runner runner() {
    Session.Runner runner = session.runner();
    return collective ? runner.setOptions(CollectiveGroup.runOptions()) : runner;
  }
}
