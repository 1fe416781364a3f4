package org.recu.record;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.recu.console.Console;
import org.recu.console.Message;
import org.recu.console.ProgressBar;
import org.recu.score.Scores;
import org.recu.tensorboard.Histogram;
import org.recu.tensorboard.ImageSheet;
import org.tensorflow.proto.GraphDef;

/**
 * What a run reports, written to the console and into {@code train.log}, {@code metrics.jsonl},
 * {@code steps.jsonl} and TensorBoard's event files. Used by one thread.
 */
public final class RunRecord implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Console console;
  private final RecordOptions options;
  private final TrainLog log;
  private final JsonLines<EpochReport> metrics;
  private final JsonLines<StepReport> steps;
  private final BadImageLog badImages;
  private final TrainingCurves curves;
  private final FinishTime finishTime;

  /** The bar of the epoch that runs. */
  private ProgressBar bar = ProgressBar.none();

  /** The epoch that runs, from 0. */
  private int epoch;

  /** Steps of the epoch that runs. */
  private int epochSteps;

  /** Steps of it that are done. */
  private int done;

  /** Seconds that this process spent on the epoch's steps. */
  private double seconds;

  /** Images that this process has trained on in the epoch. */
  private long images;

  private RunRecord(
      Console console,
      RecordFiles files,
      RecordOptions options,
      Clock clock,
      TrainingCurves curves) {
    this.console = console;
    this.options = options;
    this.curves = curves;
    this.metrics = JsonLines.ofEpochs(files.metrics());
    this.steps = JsonLines.ofSteps(files.steps());
    this.badImages = new BadImageLog(files);
    this.finishTime = new FinishTime(clock);
    this.log = new TrainLog(files.log(), clock);
  }

  /** The report of a new run; its files are made when there is something to write. */
  public static RunRecord begin(
      Console console, RecordFiles files, RecordOptions options, Clock clock) {
    return new RunRecord(
        console, files, options, clock, TrainingCurves.begin(files, options, clock));
  }

  /**
   * The record of a resumed run; lines of epochs and steps that will be repeated are dropped.
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
    return new RunRecord(console, files, options, clock, curves);
  }

  /** Writes a line of progress to the console and the log. */
  public void message(String text) throws IOException {
    say(Message.progress(text));
  }

  /** Writes a message to the console, and to the log unless it is a detail that is not shown. */
  public void say(Message message) throws IOException {
    console.say(message);
    if (message.rank() != Message.Rank.DETAIL || console.says(Message.Rank.DETAIL)) {
      log.line(message.text());
    }
  }

  /** Writes a defect into the log with its stack trace; the console shows it when the run ends. */
  public void defect(Throwable defect) throws IOException {
    StringWriter trace = new StringWriter();
    defect.printStackTrace(new PrintWriter(trace));
    log.line(trace.toString().strip());
  }

  /** The graph of the run, asked for where it is to be shown. */
  public void graph(Supplier<GraphDef> graph) throws IOException {
    curves.graph(graph);
  }

  /**
   * The images of a step's batch, computed only if they are shown.
   *
   * @param step from 0 over the whole run
   */
  public void images(long step, Supplier<ImageSheet> sheet) throws IOException {
    curves.images(step, sheet);
  }

  /**
   * How the latent weights of each binary layer are distributed after an epoch, asked for where it
   * is shown. To be called before {@link #epoch}.
   *
   * @param finished epoch, from 0
   */
  public void weights(int finished, Supplier<Map<String, Histogram>> histograms)
      throws IOException {
    curves.weights(finished, histograms);
  }

  /**
   * An epoch begins or is resumed.
   *
   * @param startedEpoch counted from 0
   * @param steps of the whole epoch
   * @param stepsDone steps of it done before, by an earlier process
   */
  public void epochStarted(int startedEpoch, int steps, int stepsDone) {
    epoch = startedEpoch;
    epochSteps = steps;
    done = stepsDone;
    seconds = 0;
    images = 0;
    bar = console.bar("epoch " + epoch, steps, stepsDone);
  }

  /**
   * A step is done.
   *
   * @param report of the step
   * @param batch of the step
   * @param means over the epoch so far
   */
  public void step(StepReport report, BatchReport batch, Scores means) throws IOException {
    done++;
    seconds += report.seconds();
    images += batch.scores().images();
    if (options.logSteps()) {
      steps.append(report);
    }
    boolean due = done % options.printFreq() == 0;
    curves.step(report, batch, due);
    double imagesPerSecond = images / seconds;
    bar.step(done, ProgressText.progress(means, imagesPerSecond));
    boolean verbose = console.says(Message.Rank.DETAIL);
    if (!due && !verbose) {
      return;
    }
    String line = ProgressText.step(epoch, done, epochSteps, means, imagesPerSecond);
    if (due) {
      log.line(line);
    }
    if (verbose || !console.hasBar()) {
      console.say(
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
    fields.put("steps", epochSteps);
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

  /** Another image had to stand in for one that could not be read. */
  public void substituted(BadImageReport bad) throws IOException {
    Optional<String> sentence = badImages.add(bad);
    if (sentence.isPresent()) {
      message(sentence.get());
    }
  }

  /** An epoch is done, its validation included. */
  public void epoch(EpochReport report) throws IOException {
    bar.close();
    curves.epoch(report);
    curves.sync();
    metrics.append(report);
    say(
        Message.progress(
            "epoch",
            JSON.convertValue(report, new TypeReference<>() {}),
            ProgressText.epoch(report, options.epochs())));
    Optional<String> bad = badImages.epochDone();
    if (bad.isPresent()) {
      message(bad.get());
    }
    int left = options.epochs() - report.epoch() - 1;
    if (options.timeEstimate() && left > 0) {
      message(finishTime.after(report.seconds(), left));
    }
  }

  /** Closes the files, and takes the bar off the terminal. */
  @Override
  public void close() throws IOException {
    bar.close();
    try (log;
        badImages;
        metrics;
        steps;
        curves) {
      // Each is closed, whatever the others throw.
    }
  }
}
