package org.recu.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.recu.eval.Classifier;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * The difference between an exported network's logits and the original's.
 *
 * @param images how many images were compared
 * @param largestDifference between two logits; NaN if one of them is NaN
 * @param otherClasses how many of the images get another most probable class
 */
public record ExportCheck(int images, double largestDifference, int otherClasses) {

  private static final int IMAGES = 64;

  /**
   * Compares two networks on random images: coloured squares, each image with squares of another
   * size, so that both coarse and fine structure is covered.
   *
   * @param size height and width of the images, in pixels
   */
  static ExportCheck compare(Classifier original, Classifier exported, int size) {
    try (TUint8 pixels =
            TUint8.tensorOf(
                Shape.of(IMAGES, size, size, 3),
                DataBuffers.of(ByteBuffer.wrap(images(size)).array(), true, false));
        TFloat32 expected = original.logits(pixels);
        TFloat32 found = exported.logits(pixels)) {
      float[] first = values(expected);
      float[] second = values(found);
      double largest = first.length == second.length ? 0 : Double.NaN;
      for (int i = 0; i < first.length && i < second.length; i++) {
        // Math.max passes NaN on.
        largest = Math.max(largest, Math.abs((double) first[i] - second[i]));
      }
      return new ExportCheck(IMAGES, largest, otherClasses(first, second));
    }
  }

  private static int otherClasses(float[] first, float[] second) {
    int other = 0;
    for (int image = 0; image < IMAGES; image++) {
      other += mostProbable(first, image) == mostProbable(second, image) ? 0 : 1;
    }
    return other;
  }

  private static int mostProbable(float[] logits, int image) {
    int classes = logits.length / IMAGES;
    int best = 0;
    for (int i = 1; i < classes; i++) {
      best = logits[image * classes + i] > logits[image * classes + best] ? i : best;
    }
    return best;
  }

  /** Refuses images that are classified otherwise. */
  void requireSameClasses() throws IOException {
    if (otherClasses > 0) {
      throw new IOException(
          "the exported network classifies %d of %d images otherwise; nothing was exported"
              .formatted(otherClasses, images));
    }
  }

  /** Refuses a difference above a bound, or NaN. */
  void requireWithin(double tolerance) throws IOException {
    if (!(largestDifference <= tolerance)) {
      throw new IOException(
          "the exported logits differ from the checkpoint's by %s, more than %s; nothing was exported"
              .formatted(largestDifference, tolerance));
    }
  }

  private static byte[] images(int size) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] pixels = new byte[IMAGES * size * size * 3];
    for (int image = 0; image < IMAGES; image++) {
      int square = 1 + image % Math.max(1, size / 2);
      byte[] colours = new byte[(size / square + 1) * (size / square + 1) * 3];
      random.nextBytes(colours);
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          int from = (y / square * (size / square + 1) + x / square) * 3;
          System.arraycopy(colours, from, pixels, ((image * size + y) * size + x) * 3, 3);
        }
      }
    }
    return pixels;
  }

  private static float[] values(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(FloatBuffer.wrap(values)));
    return values;
  }
}
