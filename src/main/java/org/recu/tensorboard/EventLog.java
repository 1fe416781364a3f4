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
 * What TensorBoard shows of a run, in event files in the run's folder. A tag that begins with
 * {@code step/} counts training steps, from 0 over the whole run; every other tag counts epochs,
 * from 0. Used by one thread.
 *
 * <p>Each process that works on the run writes a file of its own. Events lie in the order in which
 * they came, so what is past a checkpoint is the end of the last files: {@link #keepBefore} cuts
 * it, with the torn record that a killed process leaves, and the resumed run writes it anew.
 */
public final class EventLog implements AutoCloseable {

  private static final String STEP = "step/";

  /** {@code Summary.Image.colorspace} of red, green and blue. */
  private static final int RGB = 3;

  private final Path folder;
  private final Clock clock;

  /** Opened by the first event. */
  private EventFile file;

  /** The events of a run, or of the rest of one; the file is made by the first. */
  public EventLog(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Drops what the files of a folder say of an epoch and a step, and of what follows them.
   *
   * @param epoch from 0
   * @param step from 0 over the whole run
   * @return whether the graph is among what is kept
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

  /** Adds a point to the curve of every tag, which counts epochs. */
  public void epoch(int epoch, Map<String, Double> values) throws IOException {
    write(epoch, scalars("", values));
  }

  /** Adds a point to the curve of every tag, which counts steps. */
  public void step(long step, Map<String, Double> values) throws IOException {
    write(step, scalars(STEP, values));
  }

  /** Adds a distribution to every tag, which counts epochs. */
  public void histograms(int epoch, Map<String, Histogram> histograms) throws IOException {
    Summary.Builder summary = Summary.newBuilder();
    histograms.forEach(
        (tag, histogram) ->
            summary.addValue(Summary.Value.newBuilder().setTag(tag).setHisto(message(histogram))));
    write(epoch, summary);
  }

  /** Adds an image to a tag, which counts steps. */
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

  /** Brings what was written to the disk. */
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
