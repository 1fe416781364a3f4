package org.recu.record;

import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.recu.tensorboard.EventLog;
import org.recu.tensorboard.Histogram;
import org.recu.tensorboard.ImageSheet;
import org.tensorflow.proto.GraphDef;

/** Writes a run for TensorBoard: curves, distributions of weights, images and the graph. */
final class TrainingCurves implements AutoCloseable {

  /** Approximate number of times that distributions are written in a run. */
  private static final int DISTRIBUTIONS = 50;

  /** Empty if nothing is written. */
  private final Optional<EventLog> events;

  /** Epochs of the whole run. */
  private final int epochs;

  /** Whether the graph has been written. */
  private boolean graphShown;

  /** Images since the last point of the step curves. */
  private long images;

  /** Seconds that the steps of those images took. */
  private double seconds;

  /** The part of those seconds spent waiting for data. */
  private double dataWaitSeconds;

  private TrainingCurves(Optional<EventLog> events, int epochs, boolean graphShown) {
    this.events = events;
    this.epochs = epochs;
    this.graphShown = graphShown;
  }

  /** No curves. */
  static TrainingCurves none() {
    return new TrainingCurves(Optional.empty(), 0, true);
  }

  /** The curves of a new run. */
  static TrainingCurves begin(RecordFiles files, RecordOptions options, Clock clock) {
    return new TrainingCurves(log(files, options, clock), options.epochs(), false);
  }

  /**
   * The curves of a resumed run, cut off where it resumes.
   *
   * @param epoch in which the run is resumed, from 0
   * @param step at which it is resumed, from 0 over the whole run
   */
  static TrainingCurves resume(
      RecordFiles files, RecordOptions options, Clock clock, int epoch, long step)
      throws IOException {
    boolean graphShown = EventLog.keepBefore(files.folder(), epoch, step);
    return new TrainingCurves(log(files, options, clock), options.epochs(), graphShown);
  }

  private static Optional<EventLog> log(RecordFiles files, RecordOptions options, Clock clock) {
    return options.tensorBoard()
        ? Optional.of(new EventLog(files.folder(), clock))
        : Optional.empty();
  }

  /** Writes the graph unless it has been written. */
  void graph(Supplier<GraphDef> graph) throws IOException {
    if (events.isPresent() && !graphShown) {
      events.get().graph(graph.get());
      graphShown = true;
    }
  }

  /** Writes the images of the first step's batch. */
  void images(long step, Supplier<ImageSheet> sheet) throws IOException {
    if (events.isPresent() && step == 0) {
      events.get().picture(step, "pictures", sheet.get());
    }
  }

  /** Writes the distribution of each layer's weights, after some of the epochs. */
  void weights(int epoch, Supplier<Map<String, Histogram>> histograms) throws IOException {
    int pause = (epochs + DISTRIBUTIONS - 1) / DISTRIBUTIONS;
    if (events.isPresent() && (epoch % pause == 0 || epoch == epochs - 1)) {
      Map<String, Histogram> tagged = new LinkedHashMap<>();
      histograms.get().forEach((layer, weights) -> tagged.put("latent_weights/" + layer, weights));
      events.get().histograms(epoch, tagged);
    }
  }

  /**
   * Adds a step.
   *
   * @param point whether the batch becomes a point; speed and data wait cover all steps since the
   *     last point
   */
  void step(StepReport step, BatchReport batch, boolean point) throws IOException {
    if (events.isEmpty()) {
      return;
    }
    images += batch.scores().images();
    seconds += step.seconds();
    dataWaitSeconds += batch.dataWaitSeconds();
    if (point) {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("loss", step.loss());
      values.put("top1", batch.scores().top1());
      values.put("top5", batch.scores().top5());
      values.put("lr", step.lr());
      values.put("tau", batch.tau());
      values.put("images_per_second", images / seconds);
      values.put("data_wait", dataWaitSeconds / seconds);
      events.get().step(step.step(), values);
      images = 0;
      seconds = 0;
      dataWaitSeconds = 0;
    }
  }

  /** Adds a point to every epoch curve. */
  void epoch(EpochReport report) throws IOException {
    if (events.isEmpty()) {
      return;
    }
    EpochSpeed speed = report.speed();
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("epoch/train_loss", report.train().loss());
    values.put("epoch/train_top1", report.train().top1());
    values.put("epoch/train_top5", report.train().top5());
    values.put("epoch/val_loss", report.validation().loss());
    values.put("epoch/val_top1", report.validation().top1());
    values.put("epoch/val_top5", report.validation().top5());
    values.put("epoch/lr", report.rates().learningRate());
    values.put("epoch/tau", report.rates().tau());
    values.put("epoch/images_per_second", speed.imagesPerSecond());
    values.put("epoch/data_wait", speed.dataWait());
    values.put("epoch/seconds", speed.seconds());
    speed.teacherSeconds().ifPresent(teacher -> values.put("epoch/teacher_seconds", teacher));
    gauge(values, report, "dead_weights", LayerGauge::dead);
    gauge(values, report, "flipped_signs", LayerGauge::flipped);
    gauge(values, report, "sign_entropy", LayerGauge::entropy);
    gauge(values, report, "q", LayerGauge::q);
    events.get().epoch(report.epoch(), values);
  }

  /** Syncs the event file to the disk. */
  void sync() throws IOException {
    if (events.isPresent()) {
      events.get().sync();
    }
  }

  @Override
  public void close() throws IOException {
    if (events.isPresent()) {
      events.get().close();
    }
  }

  private static void gauge(
      Map<String, Double> values,
      EpochReport report,
      String group,
      Function<LayerGauge, Double> value) {
    for (LayerGauge layer : report.layers()) {
      if (value.apply(layer) != null) {
        values.put(group + "/" + layer.name(), value.apply(layer));
      }
    }
  }
}
