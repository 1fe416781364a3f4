package org.recu.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.packed.proto.NetworkMessage;
import org.recu.packing.PackedDefinition;
import org.recu.packing.PackedNetworks;
import org.recu.packing.PackedOutput;
import org.recu.packing.TinyNetwork;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.PyTorchWriter;
import org.recu.pytorch.TorchTensor;
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
  void logits_packedNetwork_areThoseOfItsDefinition() throws IOException {
    NetworkMessage network = PackedNetworks.pack(PackedNetworks.random("resnet20_1w1a", 32));
    byte[] pixels = new byte[32 * 32 * 3];
    try (Dataset<?> shapes = shapes();
        Pipeline images = TestImages.pipeline(shapes, Limit.sample(1), 1, 1, BadImages.STOP);
        EpochBatches batches = images.epoch(0, 0);
        Batch batch = batches.next();
        Teacher teacher = open(packed(network), Optional.empty(), shapes.info());
        TFloat32 logits = teacher.logits(batch)) {
      batch.images().asRawTensor().data().read(pixels, 0, pixels.length);
      assertThat(NativeTensors.values(logits))
          .usingComparatorWithPrecision(1e-4f)
          .containsExactly(new PackedDefinition(network).logits(pixels));
    }
  }

  /** The same words as for evaluate, which the run's log gets. */
  @Test
  void remark_fileWithAnAverageBesideTheWeights_saysWhatWasTaken() throws IOException {
    Map<String, TorchTensor> weights =
        PyTorchFile.read(Path.of("src/test/resources/golden/pytorch/resnet20_zip.pth.tar"))
            .stateDict();
    Path file = place.resolve("teacher.pth");
    try (OutputStream out = Files.newOutputStream(file)) {
      PyTorchWriter.write(out, Map.of("state_dict", weights, "model_ema", weights));
    }
    try (Dataset<?> shapes = shapes();
        Teacher teacher = open(file, Optional.empty(), shapes.info())) {
      assertThat(teacher.remark())
          .contains(
              file + ": took the 157 tensors of state_dict; did not take model_ema (157 tensors)");
    }
  }

  @Test
  void open_whatCannotTeach_isRefusedInOneLine() throws IOException {
    refused(
        packed(TinyNetwork.message()),
        Optional.empty(),
        "takes images of 8 pixels, but dataset shapes has images of 32");
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

  private Path packed(NetworkMessage network) throws IOException {
    Path file = place.resolve("teacher.recu");
    try (OutputStream out = Files.newOutputStream(file)) {
      PackedOutput.write(network, out);
    }
    return file;
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
