package org.recu.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.data.DatasetInfo;
import org.recu.graph.Device;
import org.recu.graph.FrozenValues;
import org.recu.image.Normalization;
import org.recu.inference.NetworkClassifier;
import org.recu.lowering.DerivedNames;
import org.recu.nn.BinaryConvolution;
import org.recu.nn.TensorShape;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.PyTorchWriter;
import org.recu.pytorch.TorchResource;
import org.recu.pytorch.TorchTensor;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.types.TFloat32;

/** Signs that rounding would decide, and those that it would not. */
final class DecidedSignsTest {

  private static final int FILTERS = 3;
  private static final int SIZE = 144;

  /** The weight in question. */
  private static final int NEAR = SIZE + 5;

  @TempDir private Path place;

  @Test
  void decide_weightOnTheMean_movesItWhereEveryOrderOfSummationSeesItsSign() {
    for (int sign : new int[] {-1, 1}) {
      float[] weight = weights();
      byte[] signs = signs(weight);
      signs[NEAR] = (byte) sign;
      weight[NEAR] = (float) (meanOfOthers(weight, SIZE, NEAR) - sign * 1e-10);
      assertThat(Math.signum(weight[NEAR] - mean(weight, 1))).isEqualTo(-sign);
      float[] before = weight.clone();

      assertThat(DecidedSigns.decide(weight, signs, FILTERS)).isEqualTo(1);

      for (int i = 0; i < weight.length; i++) {
        int filter = i / SIZE;
        assertThat(Math.signum(weight[i] - forward(weight, filter))).isEqualTo(signs[i]);
        assertThat(Math.signum(weight[i] - backward(weight, filter))).isEqualTo(signs[i]);
        assertThat(Math.signum(weight[i] - mean(weight, filter))).isEqualTo(signs[i]);
        if (i != NEAR) {
          assertThat(weight[i]).as("weight %d", i).isEqualTo(before[i]);
        }
      }
      assertThat(Math.abs(weight[NEAR] - before[NEAR])).isBetween(1e-8f, 3e-7f);
    }
  }

  @Test
  void decide_weightsFarFromTheMeanOrOfSignZero_leavesThem() {
    float[] weight = weights();
    byte[] signs = signs(weight);
    weight[NEAR] = (float) meanOfOthers(weight, SIZE, NEAR);
    signs[NEAR] = 0;
    float[] before = weight.clone();
    assertThat(DecidedSigns.decide(weight, signs, FILTERS)).isZero();
    assertThat(weight).containsExactly(before);
  }

  @Test
  void decide_signsOfOtherWeights_areNotForced() {
    float[] weight = weights();
    byte[] signs = signs(weight);
    signs[NEAR] = (byte) -signs[NEAR];
    assertThatThrownBy(() -> DecidedSigns.decide(weight, signs, FILTERS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weight %d is ".formatted(NEAR));
  }

  @Test
  void decide_filterOfEqualWeights_ends() {
    float[] weight = new float[SIZE];
    Arrays.fill(weight, 0.1f);
    byte[] signs = new byte[SIZE];
    Arrays.fill(signs, (byte) 1);
    assertThat(DecidedSigns.decide(weight, signs, 1)).isEqualTo(SIZE);
    assertThat(weight[0]).isBetween(0.0999f, 0.1001f);
  }

  @Test
  void of_network_hasTheSignsOfItsEvaluationInEveryLayer() throws IOException {
    PyTorchFile golden = PyTorchFile.read(TorchResource.golden("resnet20_zip.pth.tar", place));
    Map<String, TorchTensor> stateDict = new LinkedHashMap<>(golden.stateDict());
    String name = "layer2.1.conv1.weight";
    TorchTensor tensor = stateDict.get(name);
    float[] weight = tensor.floats();
    int size = weight.length / tensor.shape().get(0).intValue();
    int near = size + 7;
    weight[near] = (float) meanOfOthers(weight, size, near);
    stateDict.put(name, TorchTensor.of(weight, tensor.shape()));

    TrainedNetwork trained =
        TrainedNetwork.of(PyTorchFile.read(write(stateDict)), Optional.of("resnet20_1w1a"), info());
    try (NetworkClassifier network = NetworkClassifier.of(trained, Device.cpu());
        FrozenValues values = network.freeze()) {
      DecidedSigns decided = DecidedSigns.of(stateDict, trained.network().architecture(), values);
      for (BinaryConvolution layer : trained.network().architecture().binaryConvolutions()) {
        requireSigns(layer, decided.stateDict().get(layer.latentWeight().name()), values);
      }
      // TensorFlow may see it on the mean, too.
      boolean zero = signs(layerOf(trained, name), values)[near] == 0;
      boolean moved = decided.stateDict().get(name).floats()[near] != weight[near];
      assertThat(moved).isEqualTo(!zero);
      assertThat(decided.moved()).isGreaterThanOrEqualTo(moved ? 1 : 0);
    }
  }

  private static void requireSigns(
      BinaryConvolution layer, TorchTensor tensor, FrozenValues values) {
    float[] evaluated = signs(layer, values);
    float[] weight = tensor.floats();
    int size = weight.length / layer.form().filters();
    for (int i = 0; i < weight.length; i++) {
      int filter = i / size;
      if (evaluated[i] != 0) {
        double mean = sum(weight, filter * size, (filter + 1) * size) / size;
        assertThat(Math.signum(weight[i] - mean))
            .as("%s %d", layer.name(), i)
            .isEqualTo(evaluated[i]);
      }
    }
  }

  /** The signs of the latent weights as they are evaluated, in PyTorch's order. */
  private static float[] signs(BinaryConvolution layer, FrozenValues values) {
    TFloat32 directed = values.get(DerivedNames.signs(layer));
    TFloat32 alpha = values.get(layer.alpha().name());
    TensorShape shape = layer.latentWeight().shape();
    int size = (int) (shape.size() / shape.get(3));
    float[] signs = new float[(int) shape.size()];
    for (int i = 0; i < signs.length; i++) {
      int filter = i / size;
      signs[i] =
          directed.getFloat(i % 9 / 3, i % 3, i % size / 9, filter)
              * (alpha.getFloat(filter) < 0 ? -1 : 1);
    }
    return signs;
  }

  private static BinaryConvolution layerOf(TrainedNetwork trained, String weight) {
    return trained.network().architecture().binaryConvolutions().stream()
        .filter(layer -> layer.latentWeight().name().equals(weight))
        .findFirst()
        .orElseThrow();
  }

  private Path write(Map<String, TorchTensor> stateDict) throws IOException {
    Path file = place.resolve("near.pth.tar");
    try (OutputStream out = Files.newOutputStream(file)) {
      PyTorchWriter.write(out, Map.of("state_dict", stateDict));
    }
    return file;
  }

  private static DatasetInfo info() {
    List<Double> any = List.of(0.5, 0.5, 0.5);
    return new DatasetInfo(
        "golden",
        IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
        32,
        new Normalization(any, any));
  }

  private static float[] weights() {
    SplittableRandom random = new SplittableRandom(3);
    float[] weight = new float[FILTERS * SIZE];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) (0.05 * random.nextGaussian());
    }
    return weight;
  }

  private static byte[] signs(float[] weight) {
    byte[] signs = new byte[weight.length];
    for (int i = 0; i < weight.length; i++) {
      signs[i] = (byte) Math.signum(weight[i] - mean(weight, i / SIZE));
    }
    return signs;
  }

  private static double mean(float[] weight, int filter) {
    return sum(weight, filter * SIZE, (filter + 1) * SIZE) / SIZE;
  }

  /** The mean of the other weights of a filter of some size, on which a weight is on the mean. */
  private static double meanOfOthers(float[] weight, int size, int index) {
    int start = index / size * size;
    return (sum(weight, start, index) + sum(weight, index + 1, start + size)) / (size - 1);
  }

  private static double sum(float[] weight, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += weight[i];
    }
    return sum;
  }

  private static float forward(float[] weight, int filter) {
    float sum = 0;
    for (int i = filter * SIZE; i < (filter + 1) * SIZE; i++) {
      sum += weight[i];
    }
    return sum / SIZE;
  }

  private static float backward(float[] weight, int filter) {
    float sum = 0;
    for (int i = (filter + 1) * SIZE - 1; i >= filter * SIZE; i--) {
      sum += weight[i];
    }
    return sum / SIZE;
  }
}
