package org.recu.train;

import java.io.IOException;
import org.recu.data.pipeline.Batch;
import org.recu.eval.Scoring;
import org.recu.score.Scores;
import org.recu.tensorboard.ImageSheet;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** One training step: teacher, forward pass, backward pass and update. */
final class TrainStep {

  private final TrainingGraph graph;
  private final RunContext context;

  TrainStep(TrainingGraph graph, RunContext context) {
    this.graph = graph;
    this.context = context;
  }

  /**
   * The results of a step.
   *
   * @param loss that was trained on, mean over the batch; of a worker with a share of the batch,
   *     its part of that mean
   * @param scores of the batch, with the loss that was trained on; a loss against the labels is in
   *     double precision
   * @param teacherSeconds time the teacher took
   */
  record Done(float loss, Scores scores, double teacherSeconds) {}

  /**
   * Runs a step.
   *
   * @param batch to learn from
   * @param rates learning rate, tau and number of the step
   * @param progress of the run before the step
   */
  Done run(Batch batch, StepRates rates, RunProgress progress) throws IOException {
    long start = System.nanoTime();
    try (TFloat32 taught = teacherLogits(batch)) {
      double teacherSeconds = taught == null ? 0 : (System.nanoTime() - start) / 1e9;
      try (StepResult result = step(batch, taught, rates)) {
        Scores scores = Scoring.of(result.logits(), batch.labels());
        SubstitutionReport.train(context.report())
            .substituted(batch.substitutions(), progress.epoch(), progress.globalStep());
        context.report().images(progress.globalStep(), () -> sheet(batch.images()));
        return new Done(
            result.loss(),
            taught == null ? scores : scores.withLossSum((double) result.loss() * batch.whole()),
            teacherSeconds);
      }
    }
  }

  /** The teacher's logits; null without a teacher. */
  private TFloat32 teacherLogits(Batch batch) {
    return context.teacher().map(teacher -> teacher.logits(batch)).orElse(null);
  }

  private StepResult step(Batch batch, TFloat32 taught, StepRates schedule) {
    StepRates rates = schedule.of(new StepShare(batch.counted(), batch.whole()));
    return taught == null
        ? graph.steps().run(batch.images(), batch.labels(), rates)
        : graph.steps().run(batch.images(), batch.labels(), taught, rates);
  }

  /** The first images of a batch as the network receives them, before normalisation. */
  private static ImageSheet sheet(TUint8 images) {
    int size = (int) images.shape().get(1);
    int count = Math.min((int) images.shape().get(0), ImageSheet.capacity(size));
    byte[] pixels = new byte[3 * size * size * count];
    images.asRawTensor().data().read(pixels);
    return ImageSheet.of(pixels, count, size);
  }
}
