package org.recu.record;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.recu.console.Message;
import org.recu.console.ProgressBar;
import org.recu.score.Scores;

/**
 * The steps of the current epoch: their bar on a terminal, their lines elsewhere and in the log.
 */
final class EpochSteps implements AutoCloseable {

  private final Transcript transcript;

  /** Steps between two lines. */
  private final int every;

  /** The epoch, from 0. */
  private final int epoch;

  /** Steps of the whole epoch. */
  private final int steps;

  private final ProgressBar bar;

  /** Steps done so far, by earlier processes too. */
  private int done;

  /** Seconds that this process spent on steps. */
  private double seconds;

  /** Images that this process has trained on. */
  private long images;

  /**
   * The steps of an epoch that starts or is resumed.
   *
   * @param every n-th step has a line
   * @param epoch counted from 0
   * @param steps of the whole epoch
   * @param done steps of it already done by an earlier process
   */
  EpochSteps(Transcript transcript, int every, int epoch, int steps, int done) {
    this.transcript = transcript;
    this.every = every;
    this.epoch = epoch;
    this.steps = steps;
    this.done = done;
    this.bar = transcript.bar("epoch " + epoch, steps, done);
  }

  /** Counts a step; returns whether it has a line. */
  boolean add(StepReport report, BatchReport batch) {
    done++;
    seconds += report.seconds();
    images += batch.scores().images();
    return done % every == 0;
  }

  /**
   * Shows the step that was counted last.
   *
   * @param means over the epoch so far
   * @param due whether it has a line
   */
  void show(StepReport report, BatchReport batch, Scores means, boolean due) throws IOException {
    double imagesPerSecond = images / seconds;
    bar.step(done, ProgressText.progress(means, imagesPerSecond));
    boolean verbose = transcript.says(Message.Rank.DETAIL);
    if (!due && !verbose) {
      return;
    }
    String line = ProgressText.step(epoch, done, steps, means, imagesPerSecond);
    if (due) {
      transcript.log(line);
    }
    if (verbose || !transcript.hasBar()) {
      transcript.show(
          Message.progress(
              "step",
              fields(report, batch, means, imagesPerSecond),
              verbose ? ProgressText.step(line, report, batch) : line));
    }
  }

  private Map<String, Object> fields(
      StepReport report, BatchReport batch, Scores means, double imagesPerSecond) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("epoch", epoch);
    fields.put("done", done);
    fields.put("steps", steps);
    fields.put("loss", means.loss());
    fields.put("top1", means.top1());
    fields.put("top5", means.top5());
    fields.put("images_per_second", imagesPerSecond);
    fields.put("batch_loss", report.loss());
    fields.put("lr", report.lr());
    fields.put("seconds", report.seconds());
    fields.put("data_wait_seconds", batch.dataWaitSeconds());
    return fields;
  }

  /** Removes the bar. */
  @Override
  public void close() {
    bar.close();
  }
}
