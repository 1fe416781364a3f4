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
 * The confusion matrix of a network, with its most confident errors. The predicted class is the one
 * with the greatest logit; the lowest class if several are equal, as in {@link Scores}.
 */
public final class Confusion {

  private static final Comparator<Misclassification> BY_PROBABILITY =
      Comparator.comparingDouble(Misclassification::probability);

  /** Number of images: (label, predicted). */
  private final long[][] counts;

  /** The head, which is dropped first, is the least confident error. */
  private final PriorityQueue<Misclassification> errors = new PriorityQueue<>(BY_PROBABILITY);

  /** How many errors are kept with their images. */
  private final int keep;

  private Confusion(int classes, int keep) {
    this.counts = new long[classes][classes];
    this.keep = keep;
  }

  /**
   * Runs a network over images.
   *
   * @param pipeline images in a fixed order, not augmented
   * @param classes number of logits
   * @param keep how many of the most confident errors are kept with their images
   * @param progress receives the number of batches done, after each batch
   * @throws IOException if an image cannot be read, or the network returns a logit that is not
   *     finite
   */
  public static Confusion of(
      Classifier classifier, Pipeline pipeline, int classes, int keep, IntConsumer progress)
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
        progress.accept(++batches);
      }
    }
    return confusion;
  }

  /** Number of images: (label, predicted). */
  public List<List<Long>> counts() {
    return Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  /** The most confident errors, the most confident first. */
  public List<Misclassification> mostConfidentErrors() {
    return errors.stream().sorted(BY_PROBABILITY.reversed()).toList();
  }

  private void add(Batch batch, TFloat32 logits) throws IOException {
    int images = (int) logits.shape().get(0);
    int[] labels = new int[images];
    batch.labels().copyTo(DataBuffers.of(IntBuffer.wrap(labels)));
    float[] row = new float[counts.length];
    for (int image = 0; image < images; image++) {
      logits.get(image).copyTo(DataBuffers.of(FloatBuffer.wrap(row)));
      Prediction predicted = Prediction.top(row, 1).get(0);
      counts[labels[image]][predicted.classNumber()]++;
      if (predicted.classNumber() != labels[image]) {
        addError(batch.images(), image, labels[image], predicted);
      }
    }
  }

  private void addError(TUint8 images, int image, int label, Prediction predicted) {
    boolean full = errors.size() == keep;
    if (keep == 0 || (full && errors.peek().probability() >= predicted.probability())) {
      return;
    }
    int size = (int) images.shape().get(1);
    byte[] bytes = new byte[size * size * 3];
    images.asRawTensor().data().offset((long) image * bytes.length).read(bytes);
    if (full) {
      errors.poll();
    }
    Pixels pixels = new Pixels(bytes, 0, size, size);
    errors.add(
        new Misclassification(label, predicted.classNumber(), predicted.probability(), pixels));
  }
}
