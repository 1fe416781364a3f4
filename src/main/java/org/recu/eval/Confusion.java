package org.recu.eval;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;
import org.recu.data.Pixels;
import org.recu.data.pipeline.Batch;
import org.recu.data.pipeline.EpochBatches;
import org.recu.data.pipeline.Pipeline;
import org.recu.score.Scores;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Which classes a network takes for which: a picture is taken for the class of the greatest logit,
 * of equal ones the lower class, as {@link Scores} has it.
 */
public final class Confusion {

  private static final Comparator<Mistake> BY_SURENESS =
      Comparator.comparingDouble(Mistake::probability);

  /** (label, taken for). */
  private final long[][] counts;

  /** The least sure one is the first to go. */
  private final PriorityQueue<Mistake> surest = new PriorityQueue<>(BY_SURENESS);

  /** How many mistakes are kept with their pictures. */
  private final int keep;

  private Confusion(int classes, int keep) {
    this.counts = new long[classes][classes];
    this.keep = keep;
  }

  /**
   * Runs a network over pictures.
   *
   * @param pipeline images in a fixed order, not augmented
   * @param classes that the network tells apart
   * @param keep how many mistakes are kept with their pictures
   * @param done told the number of batches after each
   * @throws IOException if an image cannot be read
   * @throws IllegalArgumentException if the network answers what is no number
   */
  public static Confusion of(
      Classifier classifier, Pipeline pipeline, int classes, int keep, IntConsumer done)
      throws IOException {
    Confusion confusion = new Confusion(classes, keep);
    int batches = 0;
    try (EpochBatches epoch = pipeline.epoch(0, 0)) {
      Batch next;
      while ((next = epoch.next()) != null) {
        try (Batch batch = next;
            TFloat32 logits = classifier.logits(batch.images())) {
          confusion.add(batch, logits);
        }
        done.accept(++batches);
      }
    }
    return confusion;
  }

  /** (label, taken for): how many pictures. */
  public List<List<Long>> counts() {
    return Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  /** The mistakes that the network was surest of, the surest first. */
  public List<Mistake> surest() {
    return surest.stream().sorted(BY_SURENESS.reversed()).toList();
  }

  private void add(Batch batch, TFloat32 logits) {
    int images = (int) logits.shape().get(0);
    int[] labels = new int[images];
    batch.labels().copyTo(DataBuffers.of(IntBuffer.wrap(labels)));
    float[] row = new float[counts.length];
    for (int image = 0; image < images; image++) {
      logits.get(image).copyTo(DataBuffers.of(FloatBuffer.wrap(row)));
      Prediction taken = Prediction.top(row, 1).get(0);
      counts[labels[image]][taken.classNumber()]++;
      if (taken.classNumber() != labels[image]) {
        consider(batch.images(), image, labels[image], taken);
      }
    }
  }

  private void consider(TUint8 images, int image, int label, Prediction taken) {
    boolean full = surest.size() == keep;
    if (keep == 0 || (full && surest.peek().probability() >= taken.probability())) {
      return;
    }
    int size = (int) images.shape().get(1);
    byte[] pixels = new byte[size * size * 3];
    images.asRawTensor().data().offset((long) image * pixels.length).read(pixels);
    if (full) {
      surest.poll();
    }
    Pixels picture = new Pixels(pixels, 0, size, size);
    surest.add(new Mistake(label, taken.classNumber(), taken.probability(), picture));
  }
}
