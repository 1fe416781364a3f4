package org.recu.tensorboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Predicate;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.Summary;

/**
 * The log of a run for TensorBoard, in event files in the run's folder. The x axis of a tag that
 * starts with {@code step/} is the training step, from 0 over the whole run; that of every other
 * tag is the epoch, from 0. Not thread-safe.
 *
 * <p>Each process that works on the run writes its own file. Events are in chronological order, so
 * everything after a checkpoint is at the end of the last files. {@link #keepBefore} truncates it,
 * including an incomplete record of a killed process, and the resumed run writes it again.
 */
public final class EventLog implements AutoCloseable {

  private static final String STEP = "step/";

  /** {@code Summary.Image.colorspace} for RGB. */
  private static final int RGB = 3;

  private final Path folder;
  private final Clock clock;

  /** Created by the first event. */
  private EventFile file;

  /** Creates the log of a new or a resumed run; the first event creates the file. */
  public EventLog(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Truncates the files of a folder before the first event of this epoch or step, or of a later
   * one.
   *
   * @param epoch from 0
   * @param step from 0 over the whole run
   * @return whether the graph is among the events that are kept
   */
  public static boolean keepBefore(Path folder, int epoch, long step) throws IOException {
    Predicate<Event> past =
        event ->
            event.hasSummary()
                && event.getStep() >= (countsSteps(event.getSummary()) ? step : epoch);
    boolean cut = false;
    boolean graph = false;
    for (Path file : EventFile.in(folder)) {
      if (cut) {
        Files.delete(file);
      } else {
        EventFile.Content content = EventFile.cut(file, past);
        cut = content.cut();
        graph |= content.graph();
      }
    }
    return graph;
  }

  private static boolean countsSteps(Summary summary) {
    return summary.getValueCount() > 0 && summary.getValue(0).getTag().startsWith(STEP);
  }

  /** Adds a point per epoch to the curve of each tag. */
  public void epoch(int epoch, Map<String, Double> values) throws IOException {
    write(epoch, scalars("", values));
  }

  /** Adds a point per step to the curve of each tag. */
  public void step(long step, Map<String, Double> values) throws IOException {
    write(step, scalars(STEP, values));
  }

  /** Adds a histogram per epoch to each tag. */
  public void histograms(int epoch, Map<String, Histogram> histograms) throws IOException {
    Summary.Builder summary = Summary.newBuilder();
    histograms.forEach(
        (tag, histogram) ->
            summary.addValue(Summary.Value.newBuilder().setTag(tag).setHisto(message(histogram))));
    write(epoch, summary);
  }

  /** Adds an image at a step to a tag. */
  public void picture(long step, String tag, ImageSheet sheet) throws IOException {
    write(
        step,
        Summary.newBuilder()
            .addValue(
                Summary.Value.newBuilder()
                    .setTag(STEP + tag)
                    .setImage(
                        Summary.Image.newBuilder()
                            .setHeight(sheet.height())
                            .setWidth(sheet.width())
                            .setColorspace(RGB)
                            .setEncodedImageString(sheet.png()))));
  }

  /** Writes the graph. */
  public void graph(GraphDef graph) throws IOException {
    write(Event.newBuilder().setGraphDef(graph.toByteString()));
  }

  /** Forces what was written to the disk. */
  public void sync() throws IOException {
    if (file != null) {
      file.sync();
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  private static Summary.Builder scalars(String prefix, Map<String, Double> values) {
    Summary.Builder summary = Summary.newBuilder();
    values.forEach(
        (tag, value) ->
            summary.addValue(
                Summary.Value.newBuilder()
                    .setTag(prefix + tag)
                    .setSimpleValue(value.floatValue())));
    return summary;
  }

  private static HistogramProto message(Histogram histogram) {
    HistogramProto.Builder message =
        HistogramProto.newBuilder()
            .setMin(histogram.least())
            .setMax(histogram.greatest())
            .setNum((double) histogram.count())
            .setSum(histogram.sum())
            .setSumSquares(histogram.sumOfSquares());
    for (int i = 0; i < histogram.counts().size(); i++) {
      message.addBucketLimit(histogram.limit(i)).addBucket(histogram.counts().get(i));
    }
    return message.build();
  }

  private void write(long step, Summary.Builder summary) throws IOException {
    write(Event.newBuilder().setStep(step).setSummary(summary));
  }

  private void write(Event.Builder event) throws IOException {
    if (file == null) {
      file = EventFile.create(folder, clock);
    }
    file.write(event.setWallTime(clock.millis() / 1000.0).build());
  }
}
