package org.recu.teacher;

import java.io.IOException;
import java.nio.FloatBuffer;
import org.recu.data.pipeline.Batch;
import org.recu.data.pipeline.EpochBatches;
import org.recu.data.pipeline.Pipeline;
import org.recu.eval.Classifier;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * A teacher's logits for every training image. They are computed before the first step, in the
 * order of the data set, so that a resumed run gets exactly the same numbers in any epoch.
 */
final class CachedLogits {

  private final int classes;

  /** (images, classes), row-major. */
  private final float[] values;

  private CachedLogits(int classes, int images) {
    this.classes = classes;
    values = new float[images * classes];
  }

  /**
   * Computes the logits of all images.
   *
   * @param images in the order of the data set, not augmented
   * @throws IOException if an image cannot be read, or the logits do not fit into memory
   */
  static CachedLogits of(Classifier teacher, Pipeline images, int classes) throws IOException {
    long bytes = (long) images.size() * classes * Float.BYTES;
    long most = Math.min(Runtime.getRuntime().maxMemory() / 2, Integer.MAX_VALUE);
    if (bytes > most) {
      throw new IOException(
          "--cache_teacher would keep %d MB of logits, expected %d MB at most (half of the Java heap)"
              .formatted(bytes / 1_000_000, most / 1_000_000));
    }
    CachedLogits cache = new CachedLogits(classes, images.size());
    try (EpochBatches batches = images.epoch(0, 0)) {
      Batch next;
      while ((next = batches.next()) != null) {
        try (Batch batch = next;
            TFloat32 logits = teacher.logits(batch.images())) {
          cache.keep(batch.records(), logits);
        }
      }
    }
    return cache;
  }

  private void keep(int[] records, TFloat32 logits) {
    float[] rows = new float[records.length * classes];
    logits.copyTo(DataBuffers.of(FloatBuffer.wrap(rows)));
    for (int i = 0; i < records.length; i++) {
      System.arraycopy(rows, i * classes, values, records[i] * classes, classes);
    }
  }

  /** Number of images. */
  int images() {
    return values.length / classes;
  }

  /**
   * Returns the logits of some images.
   *
   * @param records index of each image in the training set
   * @return (records, classes), float32; the caller closes it
   */
  TFloat32 of(int[] records) {
    float[] rows = new float[records.length * classes];
    for (int i = 0; i < records.length; i++) {
      System.arraycopy(values, records[i] * classes, rows, i * classes, classes);
    }
    return TFloat32.tensorOf(Shape.of(records.length, classes), DataBuffers.of(rows, true, false));
  }
}
