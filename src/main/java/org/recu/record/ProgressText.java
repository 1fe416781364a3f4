package org.recu.record;

import java.util.Locale;
import org.recu.score.Scores;

/** Formats progress, in the same words for the console and the log. */
final class ProgressText {

  private ProgressText() {}

  /** A step, such as {@code epoch 3 step 100/391 loss 1.234 top1 45.6 top5 88.1 712 img/s}. */
  static String step(int epoch, int done, int steps, Scores means, double imagesPerSecond) {
    return String.format(
        Locale.ROOT,
        "epoch %d step %d/%d  %s  %.0f img/s",
        epoch,
        done,
        steps,
        means(means),
        imagesPerSecond);
  }

  /** A step's line, with the time of the last step and its wait for data added. */
  static String step(String line, StepReport step, BatchReport batch) {
    return String.format(
        Locale.ROOT, "%s  %.3f s  data wait %.3f s", line, step.seconds(), batch.dataWaitSeconds());
  }

  /** The text beside the bar. */
  static String progress(Scores means, double imagesPerSecond) {
    return String.format(
        Locale.ROOT, "loss %.3f top1 %.1f %.0f img/s", means.loss(), means.top1(), imagesPerSecond);
  }

  /** An epoch in one line. */
  static String epoch(EpochReport report, int epochs) {
    EpochSpeed speed = report.speed();
    return String.format(
        Locale.ROOT,
        "epoch %d (%d of %d)  train %s  val %s  lr %.4g  tau %.4f  %.1f s  %.0f img/s"
            + "  data wait %.1f %%%s",
        report.epoch(),
        report.epoch() + 1,
        epochs,
        means(report.train()),
        means(report.validation()),
        report.rates().learningRate(),
        report.rates().tau(),
        speed.seconds(),
        speed.imagesPerSecond(),
        100 * speed.dataWait(),
        speed.teacherSeconds().isPresent()
            ? String.format(Locale.ROOT, "  teacher %.1f s", speed.teacherSeconds().getAsDouble())
            : "");
  }

  private static String means(Scores scores) {
    return String.format(
        Locale.ROOT,
        "loss %.3f  top1 %.1f  top5 %.1f",
        scores.loss(),
        scores.top1(),
        scores.top5());
  }
}
