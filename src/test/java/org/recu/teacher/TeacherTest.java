package org.recu.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.data.DataSource;
import org.recu.data.Dataset;
import org.recu.data.DatasetInfo;
import org.recu.data.catalog.Datasets;
import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.Batch;
import org.recu.data.pipeline.EpochBatches;
import org.recu.data.pipeline.Limit;
import org.recu.data.pipeline.Pipeline;
import org.recu.eval.TestImages;
import org.recu.graph.Device;
import org.tensorflow.types.TFloat32;

/** Tests teachers that were not trained by this program. */
final class TeacherTest {

  @TempDir private Path place;

  @ParameterizedTest
  @CsvSource({"BYTES, ", "FLOATS, BYTES", "FLOATS, UNIT", "FLOATS, NORMALIZED"})
  void logits_somebodysModel_areOfThePixelsInItsScale(MadeUpModel.Kind kind, PixelScale scale)
      throws IOException {
    Path folder = model(32, 10, kind);
    try (Dataset<?> shapes = shapes();
        Pipeline images = TestImages.pipeline(shapes, Limit.sample(2), 2, 1, BadImages.STOP);
        EpochBatches batches = images.epoch(0, 0);
        Batch batch = batches.next();
        Teacher teacher = open(folder, Optional.ofNullable(scale), shapes.info());
        TFloat32 logits = teacher.logits(batch)) {
      assertThat(logits.shape().asArray()).containsExactly(2, 10);
      for (int image = 0; image < 2; image++) {
        double mean = mean(batch, image, scale, shapes.info());
        assertThat((double) logits.getFloat(image, 0)).isCloseTo(mean, within(1e-3));
        assertThat((double) logits.getFloat(image, 9)).isCloseTo(mean + 9, within(1e-3));
      }
    }
  }

  @Test
  void open_whatCannotTeach_isRefusedInOneLine() throws IOException {
    refused(
        model(32, 7, MadeUpModel.Kind.BYTES),
        Optional.empty(),
        "has 7 classes, but dataset shapes has 10");
    refused(
        model(48, 10, MadeUpModel.Kind.BYTES),
        Optional.empty(),
        "takes images of 48x48 pixels, but dataset shapes has images of 32");
    refused(
        model(-1, 10, MadeUpModel.Kind.PROBABILITIES),
        Optional.empty(),
        "returned probabilities (rows sum to 1), expected logits");
    refused(
        model(32, 10, MadeUpModel.Kind.FLOATS),
        Optional.empty(),
        "takes float32: --teacher_pixels must say");
    refused(
        model(32, 10, MadeUpModel.Kind.BYTES),
        Optional.of(PixelScale.UNIT),
        "takes bytes and scales them itself");
    refused(place.resolve("nothing"), Optional.empty(), "does not exist, expected a run folder");
  }

  private void refused(Path folder, Optional<PixelScale> pixels, String words) throws IOException {
    try (Dataset<?> shapes = shapes()) {
      assertThatThrownBy(() -> open(folder, pixels, shapes.info()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining(words)
          .hasMessageNotContaining("\n");
    }
  }

  private Path model(int size, int classes, MadeUpModel.Kind kind) throws IOException {
    Path folder = place.resolve("%s-%d-%d".formatted(kind, size, classes));
    new MadeUpModel(size, classes).write(folder, kind);
    return folder;
  }

  private static Teacher open(Path folder, Optional<PixelScale> pixels, DatasetInfo info)
      throws IOException {
    return Teacher.open(
        new TeacherOptions(folder.toString(), Optional.empty(), pixels, false),
        info,
        Optional.empty(),
        Device.cpu());
  }

  private static Dataset<?> shapes() throws IOException {
    return Datasets.open(DataSource.of("shapes", Optional.empty()));
  }

  private static double mean(Batch batch, int image, PixelScale scale, DatasetInfo info) {
    List<Double> mean = info.normalization().mean();
    List<Double> std = info.normalization().standardDeviation();
    double sum = 0;
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        for (int c = 0; c < 3; c++) {
          int pixel = batch.images().getByte(image, y, x, c) & 0xff;
          sum +=
              scale == PixelScale.NORMALIZED
                  ? (pixel / 255.0 - mean.get(c)) / std.get(c)
                  : scale == PixelScale.UNIT ? pixel / 255.0 : pixel;
        }
      }
    }
    return sum / (32 * 32 * 3);
  }
}
