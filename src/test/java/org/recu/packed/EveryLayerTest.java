package org.recu.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.golden.GoldenNetwork;
import org.recu.inference.ModelOptions;
import org.recu.inference.ModelPath;
import org.recu.lowering.SignedEvaluation;
import org.recu.packing.PackedNetworks;
import org.recu.weights.TrainedNetwork;

/** Every sign and every sum of the runtime beside those of the evaluation in TensorFlow. */
final class EveryLayerTest {

  private static final String RUN = "RECU_EVERY_LAYER";

  static List<GoldenNetwork> binaryNetworks() {
    return GoldenNetwork.all().stream().filter(golden -> golden.name().endsWith("1w1a")).toList();
  }

  @ParameterizedTest
  @MethodSource("binaryNetworks")
  void layers_ofAGoldenNetwork_areThoseOfTheEvaluation(GoldenNetwork golden) throws IOException {
    byte[] pixels = new byte[3 * golden.imageSize() * golden.imageSize()];
    new SplittableRandom(1).nextBytes(pixels);
    assertSame(PackedNetworks.golden(golden), List.of(pixels));
  }

  /** {@code RECU_EVERY_LAYER=run:data} names a run and the folder of CIFAR-10; takes a minute. */
  @Test
  @EnabledIfEnvironmentVariable(named = RUN, matches = ".+")
  void layers_of1000TestImages_areThoseOfTheEvaluation() throws IOException {
    String[] paths = System.getenv(RUN).split(File.pathSeparator, -1);
    assertSame(
        ModelPath.of(Path.of(paths[0])).network(ModelOptions.NONE),
        testImages(Path.of(paths[1]), 1000));
  }

  /** From CIFAR-10's binary version: a label, then the image colour by colour. */
  private static List<byte[]> testImages(Path data, int count) throws IOException {
    int size = 32 * 32;
    List<byte[]> images = new ArrayList<>();
    try (InputStream in =
        Files.newInputStream(data.resolve("cifar-10-batches-bin/test_batch.bin"))) {
      for (int i = 0; i < count; i++) {
        byte[] record = in.readNBytes(1 + 3 * size);
        byte[] image = new byte[3 * size];
        for (int value = 0; value < image.length; value++) {
          image[value] = record[1 + value % 3 * size + value / 3];
        }
        images.add(image);
      }
    }
    return images;
  }

  private static void assertSame(TrainedNetwork trained, List<byte[]> images) throws IOException {
    LayerTrace trace = new LayerTrace(PackedNetworks.pack(trained), Kernels.chosen());
    try (SignedEvaluation evaluation = new SignedEvaluation(trained)) {
      for (byte[] image : images) {
        SignedEvaluation.Layers expected = evaluation.layers(image);
        float[] logits = trace.logits(image);
        List<LayerTrace.Layer> found = trace.layers(image);
        assertThat(found).hasSameSizeAs(expected.operands()).hasSameSizeAs(expected.sums());
        for (int i = 0; i < found.size(); i++) {
          assertThat(found.get(i).signs).isEqualTo(signsOf(expected.operands().get(i)));
          assertThat(found.get(i).sums).isEqualTo(expected.sums().get(i));
        }
        for (int i = 0; i < logits.length; i++) {
          float wanted = expected.logits().get(i);
          assertThat(logits[i]).isCloseTo(wanted, within(1e-4f * Math.max(1, Math.abs(wanted))));
        }
      }
    }
  }

  private static int[] signsOf(float[] values) {
    int[] signs = new int[values.length];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = (int) Math.signum(values[i]);
    }
    return signs;
  }
}
