package org.recu.train;

import java.io.IOException;
import org.recu.data.pipeline.Batch;
import org.recu.eval.Scoring;
import org.recu.score.Scores;
import org.recu.tensorboard.PictureSheet;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A step of training: the teacher's answer, forward, backward and update. */
final class TrainStep {

  private final TrainingGraph graph;
  private final RunContext context;

  TrainStep(TrainingGraph graph, RunContext context) {
    this.graph = graph;
    this.context = context;
  }

  /**
   * What a step came to.
   *
   * @param loss that was trained on, mean over the batch
   * @param scores of the batch, with the loss that was trained on; against the labels in double
   *     precision
   * @param teacherSeconds that the teacher took
   */
  record Done(float loss, Scores scores, double teacherSeconds) {}

  /**
   * Runs it.
   *
   * @param batch what is learned from
   * @param rates learning rate, tau and number of the step
   * @param progress where the run stands before it
   */
  Done run(Batch batch, StepRates rates, RunProgress progress) throws IOException {
    long start = System.nanoTime();
    try (TFloat32 taught = teacherLogits(batch)) {
      double teacherSeconds = taught == null ? 0 : (System.nanoTime() - start) / 1e9;
      try (StepResult result = step(batch, taught, rates)) {
        Scores scores = Scoring.of(result.logits(), batch.labels());
        SubstitutionReport.train(context.report())
            .substituted(batch.substitutions(), progress.epoch(), progress.globalStep());
        context.report().pictures(progress.globalStep(), () -> sheet(batch.images()));
        return new Done(
            result.loss(),
            taught == null ? scores : scores.withLossSum((double) result.loss() * scores.images()),
            teacherSeconds);
      }
    }
  }

  /** Null without a teacher. */
  private TFloat32 teacherLogits(Batch batch) {
    return context.teacher().map(teacher -> teacher.logits(batch)).orElse(null);
  }

  private StepResult step(Batch batch, TFloat32 taught, StepRates rates) {
    return taught == null
        ? graph.step(batch.images(), batch.labels(), rates)
        : graph.step(batch.images(), batch.labels(), taught, rates);
  }

  /** The first pictures of a batch as the network gets them, but for the normalisation. */
  private static PictureSheet sheet(TUint8 images) {
    int size = (int) images.shape().get(1);
    int pictures = Math.min((int) images.shape().get(0), PictureSheet.capacity(size));
    byte[] pixels = new byte[3 * size * size * pictures];
    images.asRawTensor().data().read(pixels);
    return PictureSheet.of(pixels, pictures, size);
  }
}
