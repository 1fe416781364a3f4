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
import org.recu.tensorboard.PictureSheet;
import org.tensorflow.proto.GraphDef;

/**
 * What the trainer tells of its run, brought to the console and into {@code train.log}, {@code
 * metrics.jsonl}, {@code steps.jsonl} and TensorBoard's event files. Used by one thread.
 */
public final class RunRecord implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Console console;
  private final RecordOptions options;
  private final TrainLog log;
  private final JsonLines<EpochReport> metrics;
  private final JsonLines<StepReport> steps;
  private final BadImageLog badImages;
  private final TrainingCurves board;
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
      TrainingCurves board) {
    this.console = console;
    this.options = options;
    this.board = board;
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
   * The report of a run that goes on; what its files say of epochs and steps that will be done
   * again is dropped.
   *
   * @param epoch in which the run goes on, from 0
   * @param step at which it goes on, from 0 over the whole run
   */
  public static RunRecord resume(
      Console console, RecordFiles files, RecordOptions options, Clock clock, int epoch, long step)
      throws IOException {
    JsonLines.ofEpochs(files.metrics()).keepBefore(epoch);
    JsonLines.ofSteps(files.steps()).keepBefore(step);
    JsonLines.ofBadImages(files.badImages()).keepBefore(step);
    TrainingCurves board = TrainingCurves.resume(files, options, clock, epoch, step);
    return new RunRecord(console, files, options, clock, board);
  }

  /** Says a line on how the run goes on, on the console and in the log. */
  public void message(String text) throws IOException {
    say(Message.progress(text));
  }

  /** Says a message on the console, and in the log too, which leaves out details nobody wants. */
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
    board.graph(graph);
  }

  /**
   * The pictures of a step's batch, asked for where they are to be shown.
   *
   * @param step from 0 over the whole run
   */
  public void pictures(long step, Supplier<PictureSheet> pictures) throws IOException {
    board.pictures(step, pictures);
  }

  /**
   * How the latent weights of each binary layer are distributed after an epoch, asked for where it
   * is to be shown. To be told before {@link #epoch}.
   *
   * @param finished epoch, from 0
   */
  public void weights(int finished, Supplier<Map<String, Histogram>> histograms)
      throws IOException {
    board.weights(finished, histograms);
  }

  /**
   * An epoch begins, or goes on.
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
    board.step(report, batch, due);
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
    board.epoch(report);
    board.sync();
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
        board) {
      // Each is closed, whatever the others throw.
    }
  }
}
