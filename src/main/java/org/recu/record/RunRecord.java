package org.recu.record;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.recu.console.Console;
import org.recu.console.Message;
import org.recu.score.Scores;
import org.recu.tensorboard.Histogram;
import org.recu.tensorboard.ImageSheet;
import org.tensorflow.proto.GraphDef;

/**
 * Records a run on the console and in {@code train.log}, {@code metrics.jsonl}, {@code steps.jsonl}
 * and TensorBoard's event files. Used by one thread. Of several workers only the chief writes; the
 * others show warnings and a line per epoch.
 */
public final class RunRecord implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecordOptions options;
  private final Transcript transcript;
  private final JsonLines<EpochLine> metrics;
  private final JsonLines<StepReport> steps;
  private final BadImageLog badImages;
  private final TrainingCurves curves;
  private final FinishTime finishTime;

  /** Whether this process writes the run. */
  private final boolean writes;

  /** The steps of the current epoch; null before the first. */
  private EpochSteps current;

  private RunRecord(
      Console console,
      RecordFiles files,
      RecordOptions options,
      Clock clock,
      TrainingCurves curves,
      boolean writes) {
    this.writes = writes;
    this.options = options;
    this.curves = curves;
    this.transcript = new Transcript(console, files.log(), clock, writes);
    this.metrics = JsonLines.ofEpochs(files.metrics());
    this.steps = JsonLines.ofSteps(files.steps());
    this.badImages = new BadImageLog(files);
    this.finishTime = new FinishTime(clock);
  }

  /** The record of a new run; its files are created on the first write. */
  public static RunRecord begin(
      Console console, RecordFiles files, RecordOptions options, Clock clock) {
    return new RunRecord(
        console, files, options, clock, TrainingCurves.begin(files, options, clock), true);
  }

  /**
   * The record of a worker that does not write the run.
   *
   * @param files of the run, which this process leaves alone
   */
  public static RunRecord ofWorker(
      Console console, RecordFiles files, RecordOptions options, Clock clock) {
    return new RunRecord(console, files, options, clock, TrainingCurves.none(), false);
  }

  /**
   * The record of a resumed run; removes the lines of epochs and steps that will be repeated.
   *
   * @param epoch in which the run is resumed, from 0
   * @param step at which it is resumed, from 0 over the whole run
   */
  public static RunRecord resume(
      Console console, RecordFiles files, RecordOptions options, Clock clock, int epoch, long step)
      throws IOException {
    JsonLines.ofEpochs(files.metrics()).keepBefore(epoch);
    JsonLines.ofSteps(files.steps()).keepBefore(step);
    JsonLines.ofBadImages(files.badImages()).keepBefore(step);
    TrainingCurves curves = TrainingCurves.resume(files, options, clock, epoch, step);
    return new RunRecord(console, files, options, clock, curves, true);
  }

  /** Writes a line of progress to the console and the log. */
  public void message(String text) throws IOException {
    say(Message.progress(text));
  }

  /** Writes a warning to the console and the log. */
  public void warning(String text) throws IOException {
    transcript.warn(text);
  }

  /** Writes a message to the console, and to the log unless it is a hidden detail. */
  public void say(Message message) throws IOException {
    transcript.say(message);
  }

  /** Logs a defect with its stack trace; the console shows it when the run ends. */
  public void defect(Throwable defect) throws IOException {
    transcript.defect(defect);
  }

  /** Records the run's graph, computed only if it is shown. */
  public void graph(Supplier<GraphDef> graph) throws IOException {
    curves.graph(graph);
  }

  /**
   * Records the images of a step's batch, computed only if they are shown.
   *
   * @param step from 0 over the whole run
   */
  public void images(long step, Supplier<ImageSheet> sheet) throws IOException {
    curves.images(step, sheet);
  }

  /**
   * Records the distribution of each binary layer's latent weights after an epoch, computed only if
   * it is shown. Must be called before {@link #epoch}.
   *
   * @param finished epoch, from 0
   */
  public void weights(int finished, Supplier<Map<String, Histogram>> histograms)
      throws IOException {
    curves.weights(finished, histograms);
  }

  /**
   * Starts or resumes an epoch.
   *
   * @param epoch counted from 0
   * @param steps of the whole epoch
   * @param stepsDone steps of it already done by an earlier process
   */
  public void epochStarted(int epoch, int steps, int stepsDone) {
    current = new EpochSteps(transcript, options.printFreq(), epoch, steps, stepsDone);
  }

  /**
   * Records a step.
   *
   * @param report of the step
   * @param batch of the step
   * @param means over the epoch so far
   */
  public void step(StepReport report, BatchReport batch, Scores means) throws IOException {
    if (!writes) {
      return;
    }
    if (options.logSteps()) {
      steps.append(report);
    }
    boolean due = current.add(report, batch);
    curves.step(report, batch, due);
    current.show(report, batch, means, due);
  }

  /** Records an image that could not be read, and its substitute. */
  public void substituted(BadImageReport bad) throws IOException {
    if (!writes) {
      transcript.warn(bad.problem() + "; " + bad.substitute() + " takes its place");
      return;
    }
    Optional<String> sentence = badImages.add(bad);
    if (sentence.isPresent()) {
      message(sentence.get());
    }
  }

  /** Records an epoch after its validation. */
  public void epoch(EpochReport report) throws IOException {
    current.close();
    EpochLine line = EpochLine.of(report);
    Message message =
        Message.progress(
            "epoch",
            JSON.convertValue(line, new TypeReference<>() {}),
            ProgressText.epoch(report, options.epochs()));
    if (!writes) {
      transcript.show(message);
      return;
    }
    curves.epoch(report);
    curves.sync();
    metrics.append(line);
    say(message);
    Optional<String> bad = badImages.epochDone();
    if (bad.isPresent()) {
      message(bad.get());
    }
    int left = options.epochs() - report.epoch() - 1;
    if (options.timeEstimate() && left > 0) {
      message(finishTime.after(report.speed().seconds(), left));
    }
  }

  /** Closes the files and removes the bar from the terminal. */
  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
    }
    try (transcript;
        badImages;
        metrics;
        steps;
        curves) {
      // Closes each of them, even if another one throws.
    }
  }
}
