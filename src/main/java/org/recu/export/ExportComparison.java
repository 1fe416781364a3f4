package org.recu.export;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.recu.eval.Classifier;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A network's logits for random images, to compare exported ones with.
 *
 * <p>The images show coloured squares, each image squares of another size, so that both coarse and
 * fine structure is covered.
 */
final class ExportComparison implements AutoCloseable {

  private static final int IMAGES = 64;

  /** (images, size, size, 3), uint8. */
  private final TUint8 images;

  /** Row-major: (images, classes). */
  private final float[] expected;

  private ExportComparison(TUint8 images, float[] expected) {
    this.images = images;
    this.expected = expected;
  }

  /**
   * Computes the logits of the network that is exported.
   *
   * @param size height and width of the images, in pixels
   */
  static ExportComparison with(Classifier original, int size) {
    TUint8 images =
        TUint8.tensorOf(
            Shape.of(IMAGES, size, size, 3), DataBuffers.of(squares(size), true, false));
    try {
      return new ExportComparison(images, logits(original, images));
    } catch (RuntimeException | Error e) {
      images.close();
      throw e;
    }
  }

  /** Compares an exported network. */
  ExportCheck check(Classifier exported) {
    float[] found = logits(exported, images);
    double largest = expected.length == found.length ? 0 : Double.NaN;
    for (int i = 0; i < expected.length && i < found.length; i++) {
      // Math.max passes NaN on.
      largest = Math.max(largest, Math.abs((double) expected[i] - found[i]));
    }
    return new ExportCheck(IMAGES, largest, otherClasses(found));
  }

  private int otherClasses(float[] found) {
    int other = 0;
    for (int image = 0; image < IMAGES; image++) {
      other += mostProbable(expected, image) == mostProbable(found, image) ? 0 : 1;
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

  private static byte[] squares(int size) {
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

  private static float[] logits(Classifier classifier, TUint8 images) {
    try (TFloat32 logits = classifier.logits(images)) {
      float[] values = new float[(int) logits.size()];
      logits.copyTo(DataBuffers.of(FloatBuffer.wrap(values)));
      return values;
    }
  }

  @Override
  public void close() {
    images.close();
  }
}
