package org.recu.teacher;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.recu.data.DatasetInfo;
import org.recu.eval.Classifier;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Checks a teacher on random images before a student learns from it. */
final class TeacherCheck {

  private static final int IMAGES = 3;

  /** Greatest deviation from 1 of the sum of an image's probabilities. */
  private static final double ROUNDING = 1e-3;

  private TeacherCheck() {}

  /**
   * Rejects a teacher that does not return a finite logit for every class of a data set.
   *
   * @param name of the teacher, for messages
   */
  static void require(String name, Classifier teacher, DatasetInfo info) throws IOException {
    int size = info.imageSize();
    byte[] noise = new byte[IMAGES * size * size * 3];
    new SplittableRandom(1).nextBytes(noise);
    try (TUint8 images =
            TUint8.tensorOf(Shape.of(IMAGES, size, size, 3), DataBuffers.of(noise, true, false));
        TFloat32 logits = teacher.logits(images)) {
      require(name, logits, info);
    } catch (TensorFlowException e) {
      throw new IOException(
          "teacher %s fails on images of %d pixels: %s"
              .formatted(name, size, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  private static void require(String name, TFloat32 logits, DatasetInfo info) throws IOException {
    Shape shape = logits.shape();
    if (shape.numDimensions() != 2 || shape.get(0) != IMAGES) {
      throw new IOException(
          "teacher %s returned a tensor %s for %d images, expected (%d, classes)"
              .formatted(name, shape, IMAGES, IMAGES));
    }
    if (shape.get(1) != info.classes()) {
      throw new IOException(
          "teacher %s has %d classes, but dataset %s has %d"
              .formatted(name, shape.get(1), info.name(), info.classes()));
    }
    float[] values = new float[(int) shape.size()];
    logits.copyTo(DataBuffers.of(FloatBuffer.wrap(values)));
    boolean probabilities = true;
    for (int image = 0; image < IMAGES; image++) {
      double sum = 0;
      for (int i = image * info.classes(); i < (image + 1) * info.classes(); i++) {
        if (!Float.isFinite(values[i])) {
          throw new IOException(
              "teacher %s returned %s for a random image, expected finite logits"
                  .formatted(name, values[i]));
        }
        probabilities &= values[i] >= 0;
        sum += values[i];
      }
      probabilities &= Math.abs(sum - 1) < ROUNDING;
    }
    if (probabilities) {
      throw new IOException(
          "teacher %s returned probabilities (rows sum to 1), expected logits".formatted(name));
    }
  }
}
