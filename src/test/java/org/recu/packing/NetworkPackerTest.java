package org.recu.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.golden.GoldenNetwork;
import org.recu.lowering.SignedEvaluation;
import org.recu.model.Summary;
import org.recu.packed.proto.NetworkMessage;
import org.recu.packed.proto.OperationMessage;
import org.recu.weights.TrainedNetwork;

/** Packed networks, computed by their definition. */
final class NetworkPackerTest {

  /** Plain loops take seconds for larger images. */
  static List<GoldenNetwork> smallNetworks() {
    return GoldenNetwork.all().stream().filter(golden -> golden.imageSize() <= 32).toList();
  }

  @ParameterizedTest
  @MethodSource("smallNetworks")
  void pack_goldenWeights_definesTheGoldenLogits(GoldenNetwork golden) throws IOException {
    PackedDefinition packed =
        new PackedDefinition(PackedNetworks.pack(PackedNetworks.golden(golden)));
    float[] images = golden.images().nchwToNhwc().values();
    float[] expected = golden.evalLogits().values();
    int image = images.length / golden.inputShape().get(0);
    int classes = golden.classes();
    for (int i = 0; i < golden.inputShape().get(0); i++) {
      List<PackedDefinition.Plane> values =
          packed.values(Arrays.copyOfRange(images, i * image, (i + 1) * image));
      float[] logits = values.get(values.size() - 1).values;
      assertThat(logits).hasSize(classes);
      for (int j = 0; j < classes; j++) {
        float wanted = expected[i * classes + j];
        assertThat(logits[j]).isCloseTo(wanted, within(1e-3f * Math.max(1, Math.abs(wanted))));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "resnet20_1w1a, 32",
    "resnet18A_1w1a, 16",
    "vgg_small_1w1a, 8",
    "react_resnet18_1w1a, 16",
    "resnet18_1w1a, 64",
    "react_resnet18_1w1a, 64"
  })
  void pack_randomWeights_definesEverySignOfTheEvaluation(String model, int size)
      throws IOException {
    TrainedNetwork trained = PackedNetworks.random(model, size);
    NetworkMessage message = PackedNetworks.pack(trained);
    byte[] pixels = new byte[size * size * 3];
    new SplittableRandom(size).nextBytes(pixels);
    List<float[]> expected = SignedEvaluation.of(trained, pixels);
    List<PackedDefinition.Plane> values = new PackedDefinition(message).values(pixels);
    Iterator<float[]> next = expected.iterator();
    for (int i = 0; i < message.getOperationsCount(); i++) {
      OperationMessage operation = message.getOperations(i);
      if (operation.hasBinaryConvolution()) {
        int input = operation.getInputsCount() == 0 ? i : operation.getInputs(0);
        assertThat(signs(values.get(input).values)).isEqualTo(signs(next.next()));
      }
    }
    assertThat(values.get(values.size() - 1).values)
        .usingComparatorWithPrecision(1e-4f)
        .containsExactly(next.next());
    assertThat(next.hasNext()).isFalse();
  }

  private static int[] signs(float[] values) {
    int[] signs = new int[values.length];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = (int) Math.signum(values[i]);
    }
    return signs;
  }

  @ParameterizedTest
  @CsvSource({"resnet20_1w1a, 32", "resnet18_1w1a, 32", "vgg_small_1w1a, 32", "resnet18_1w1a, 224"})
  void pack_publishedNetwork_hasTheSizeOfItsBits(String model, int size) throws IOException {
    TrainedNetwork trained = PackedNetworks.random(model, size);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    PackedOutput.write(PackedNetworks.pack(trained), file);
    double bits = Summary.of(trained.network()).bytes();
    assertThat((double) file.size())
        .isGreaterThan(bits)
        .isCloseTo(bits, Percentage.withPercentage(3));
  }

  @ParameterizedTest
  @CsvSource({
    "react_resnet18_32w1a, 32, a first stage",
    "resnet20_fp32, 32, no binary layers",
    "resnet18, 64, no binary layers"
  })
  void requirePackable_otherNetwork_saysWhy(String model, int size, String reason) {
    assertThatThrownBy(() -> NetworkPacker.requirePackable(PackedNetworks.random(model, size)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(model)
        .hasMessageContaining(reason);
  }
}
