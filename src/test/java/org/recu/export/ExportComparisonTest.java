package org.recu.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.eval.Classifier;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

final class ExportComparisonTest {

  private static final int CLASSES = 3;
  private static final int SIZE = 8;

  /** Logits that are the first pixels of an image, with something added to one of them all. */
  private record Pixels(int classes, int image, float added) implements Classifier {

    @Override
    public TFloat32 logits(TUint8 images) {
      long batch = images.shape().get(0);
      TFloat32 logits = TFloat32.tensorOf(Shape.of(batch, classes));
      for (long i = 0; i < batch; i++) {
        for (int c = 0; c < classes; c++) {
          logits.setFloat(images.getByte(i, 0, c, 0), i, c);
        }
      }
      logits.setFloat(logits.getFloat(image, 1) + added, image, 1);
      return logits;
    }

    @Override
    public void close() {}
  }

  private static ExportCheck compare(Classifier original, Classifier exported) {
    try (ExportComparison comparison = ExportComparison.with(original, SIZE)) {
      return comparison.check(exported);
    }
  }

  @Test
  void check_sameNetwork_findsNoDifference() {
    ExportCheck check = compare(new Pixels(CLASSES, 0, 0), new Pixels(CLASSES, 0, 0));
    assertThat(check.images()).isGreaterThan(8);
    assertThat(check.largestDifference()).isZero();
    assertThatCode(() -> check.requireWithin(0)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(floats = {0.5f, -0.5f})
  void check_oneLogitOfOneImageDiffers_findsIt(float added) {
    ExportCheck check = compare(new Pixels(CLASSES, 0, 0), new Pixels(CLASSES, 7, added));
    assertThat(check.largestDifference()).isCloseTo(0.5, within(1e-6));
    assertThatThrownBy(() -> check.requireWithin(Exporter.TOLERANCE))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the exported logits differ from the checkpoint's by 0.5, more than 1.0E-4;"
                + " nothing was exported");
  }

  @Test
  void check_noNumber_isRefused() {
    ExportCheck check = compare(new Pixels(CLASSES, 0, 0), new Pixels(CLASSES, 7, Float.NaN));
    assertThat(check.largestDifference()).isNaN();
    assertThatThrownBy(() -> check.requireWithin(Exporter.TOLERANCE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void check_otherClasses_isRefused() {
    ExportCheck check = compare(new Pixels(CLASSES, 0, 0), new Pixels(CLASSES + 1, 0, 0));
    assertThatThrownBy(() -> check.requireWithin(Exporter.TOLERANCE))
        .isInstanceOf(IOException.class);
  }

  @Test
  void check_images_areNoTwoAlike() {
    Set<String> seen = new HashSet<>();
    Classifier watching =
        new Classifier() {
          @Override
          public TFloat32 logits(TUint8 images) {
            for (long i = 0; i < images.shape().get(0); i++) {
              StringBuilder picture = new StringBuilder();
              images.get(i).scalars().forEach(pixel -> picture.append(pixel.getByte()).append(','));
              seen.add(picture.toString());
            }
            return TFloat32.tensorOf(Shape.of(images.shape().get(0), CLASSES));
          }

          @Override
          public void close() {}
        };
    ExportCheck check = compare(watching, watching);
    assertThat(seen).hasSize(check.images());
  }
}
