package org.recu.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recu.data.DataSource;
import org.recu.data.Dataset;
import org.recu.data.Pixels;
import org.recu.data.Split;
import org.recu.data.catalog.Datasets;
import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.Limit;
import org.recu.data.pipeline.Pipeline;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Compares the confusion matrix of a classifier that looks only at the first pixel with the
 * definition in plain Java.
 */
final class ConfusionTest {

  private static final int IMAGES = 45;
  private static final int CLASSES = 10;
  private static final int KEPT = 6;

  @Test
  void of_someImages_countsAndKeepsTheMostConfidentErrors() throws IOException {
    long[][] counts = new long[CLASSES][CLASSES];
    List<Double> probabilities = new ArrayList<>();
    List<byte[]> images = new ArrayList<>();
    List<Integer> batches = new ArrayList<>();
    Confusion confusion;
    try (Dataset<?> shapes = Datasets.open(DataSource.of("shapes", Optional.empty()))) {
      Split<?> test = shapes.test();
      for (int i = 0; i < IMAGES; i++) {
        byte[] pixels = pixels((Pixels) test.record(i));
        int predicted = (pixels[0] & 0xff) % CLASSES;
        counts[test.label(i)][predicted]++;
        if (predicted != test.label(i)) {
          double likely = Math.exp(1 + (pixels[1] & 0xff) / 64.0);
          probabilities.add(likely / (likely + CLASSES - 1));
          images.add(pixels);
        }
      }
      try (Pipeline pipeline =
          TestImages.pipeline(shapes, Limit.sample(IMAGES), 7, 2, BadImages.STOP)) {
        confusion =
            Confusion.of(new FirstPixel(), pipeline, CLASSES, KEPT, done -> batches.add(done));
      }
    }
    assertThat(confusion.counts())
        .isEqualTo(Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList());
    assertThat(batches).containsExactly(1, 2, 3, 4, 5, 6, 7);

    List<Double> expected =
        probabilities.stream().sorted(Comparator.reverseOrder()).limit(KEPT).toList();
    assertThat(confusion.mostConfidentErrors()).hasSize(KEPT);
    for (int i = 0; i < KEPT; i++) {
      Misclassification error = confusion.mostConfidentErrors().get(i);
      assertThat(error.probability()).isCloseTo(expected.get(i), within(1e-6));
      assertThat(error.predicted()).isNotEqualTo(error.label());
      byte[] seen = pixels(error.image());
      assertThat(error.predicted()).isEqualTo((seen[0] & 0xff) % CLASSES);
      assertThat(images).anyMatch(image -> Arrays.equals(image, seen));
    }
  }

  private static byte[] pixels(Pixels image) {
    byte[] pixels = new byte[3 * image.height() * image.width()];
    for (int row = 0; row < image.height(); row++) {
      image.copyRow(row, 0, image.width(), pixels, 3 * row * image.width());
    }
    return pixels;
  }

  /** The first pixel's red is the predicted class, its green the confidence. */
  private static final class FirstPixel implements Classifier {

    @Override
    public TFloat32 logits(TUint8 images) {
      int batch = (int) images.shape().get(0);
      TFloat32 logits = TFloat32.tensorOf(Shape.of(batch, CLASSES));
      for (int i = 0; i < batch; i++) {
        for (int c = 0; c < CLASSES; c++) {
          logits.setFloat(0, i, c);
        }
        int red = images.getByte(i, 0, 0, 0) & 0xff;
        int green = images.getByte(i, 0, 0, 1) & 0xff;
        logits.setFloat(1 + green / 64f, i, red % CLASSES);
      }
      return logits;
    }

    @Override
    public void close() {
      // Nothing to close.
    }
  }
}
