package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.binarize.BinarizationMethod;
import org.recu.checkpoint.CheckpointException;
import org.recu.golden.GoldenTensor;
import org.recu.image.Normalization;
import org.recu.lowering.Tower;
import org.recu.model.Models;
import org.recu.model.Network;
import org.recu.record.LayerGauge;
import org.recu.weights.WeightMatch;

/** The gauges of a ResNet-20 in which some weights are set by the test. */
final class LayerGaugesTest {

  private static final double TAU = 0.93;
  private static final Network NETWORK = Models.create("resnet20_1w1a", 10, 32);

  /** Shape of {@code layer1.0.conv1}: 16 output channels of 16 x 3 x 3 values. */
  private static final List<Integer> SHAPE = List.of(16, 16, 3, 3);

  private static final int COUNT = 16 * 3 * 3;
  private static final int CHANNELS = 16;

  @TempDir Path folder;

  private TrainingGraph graph;

  @BeforeEach
  void buildGraph() {
    List<Double> unused = List.of(1.0, 1.0, 1.0);
    OptimizerOptions optimizer =
        new OptimizerOptions(OptimizerOptions.Kind.SGD, 0.9, 0, OptimizerOptions.Decayed.ALL);
    graph =
        TrainingGraph.of(
            new Learning(
                NETWORK,
                BinarizationMethod.RECU.binarizer(),
                new Normalization(unused, unused),
                optimizer,
                false,
                1),
            Towers.of(Tower.Target.cpu()));
    graph.initialize();
  }

  @AfterEach
  void closeGraph() {
    graph.close();
  }

  @Test
  void epochDone_givenWeights_followsTheDefinition() {
    float[] before = assignRandom(1);
    LayerGauges gauges = new LayerGauges(graph);
    float[] after = assignRandom(2);
    List<LayerGauge> layers = gauges.epochDone(TAU);

    assertThat(layers).hasSize(18);
    assertThat(layers.get(17).name()).isEqualTo("layer3.2.conv2");
    LayerGauge first = layers.get(0);
    assertThat(first.name()).isEqualTo("layer1.0.conv1");
    double[] w1 = standardized(after);
    double[] earlier = standardized(before);
    double bound = bound(w1);
    int dead = 0;
    int positive = 0;
    int flipped = 0;
    for (int i = 0; i < w1.length; i++) {
      dead += Math.abs(w1[i]) > bound ? 1 : 0;
      positive += w1[i] > 0 ? 1 : 0;
      flipped += w1[i] > 0 != earlier[i] > 0 ? 1 : 0;
    }
    double p = (double) positive / w1.length;
    double entropy = -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    assertThat(dead).isBetween(20, 400);
    assertThat(first.q()).isCloseTo(bound, within(1e-5 * bound));
    assertThat(first.dead()).isEqualTo((double) dead / w1.length);
    assertThat(first.flipped()).isEqualTo((double) flipped / w1.length);
    assertThat(first.entropy()).isCloseTo(entropy, within(1e-12));
    assertThat(layers.subList(1, 18)).extracting(LayerGauge::flipped).containsOnly(0.0);

    assertThat(gauges.epochDone(TAU).get(0).flipped()).as("nothing moved since").isZero();
  }

  @Test
  void epochDone_higherTau_fewerAreDead() {
    LayerGauges gauges = new LayerGauges(graph);
    LayerGauge low = gauges.epochDone(0.85).get(4);
    LayerGauge high = gauges.epochDone(0.99).get(4);
    assertThat(high.q()).isGreaterThan(low.q());
    assertThat(high.dead()).isLessThan(low.dead());
    assertThat(high.entropy()).isEqualTo(low.entropy());
  }

  @Test
  void restore_whatWasSaved_tellsTheSameFlips() throws IOException {
    assignRandom(1);
    LayerGauges uninterrupted = new LayerGauges(graph);
    Path file = folder.resolve(LayerGauges.FILE);
    uninterrupted.save(file);
    assignRandom(2);
    LayerGauges resumed = new LayerGauges(graph);
    resumed.restore(file);
    List<LayerGauge> layers = resumed.epochDone(TAU);
    assertThat(layers).isEqualTo(uninterrupted.epochDone(TAU));
    assertThat(layers.get(0).flipped()).isPositive();
  }

  @Test
  void restore_noFile_flipsAreUnknownForThisEpoch() throws IOException {
    LayerGauges gauges = new LayerGauges(graph);
    Path file = folder.resolve(LayerGauges.FILE);
    gauges.restore(file);
    gauges.save(file);
    assertThat(file).doesNotExist();
    assertThat(gauges.epochDone(TAU)).extracting(LayerGauge::flipped).containsOnlyNulls();
    assertThat(gauges.epochDone(TAU)).extracting(LayerGauge::flipped).containsOnly(0.0);
  }

  @Test
  void restore_anotherNetworksFile_isRefused() throws IOException {
    LayerGauges gauges = new LayerGauges(graph);
    Path file = Files.write(folder.resolve(LayerGauges.FILE), new byte[12]);
    // Six layers per width; in the second and third stage, the first layer has half as many input
    // channels.
    int bits = 9 * (6 * 16 * 16 + 16 * 32 + 5 * 32 * 32 + 32 * 64 + 5 * 64 * 64);
    assertThatThrownBy(() -> gauges.restore(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("%s holds 12 bytes, the signs of the network take %d", file, bits / 8);
  }

  /** Assigns random weights to the first binary layer and returns them, OIHW. */
  private float[] assignRandom(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[CHANNELS * COUNT];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.3 + (1 + i / COUNT) * random.nextGaussian());
    }
    GoldenTensor weight = new GoldenTensor(SHAPE, values);
    graph.assign(
        WeightMatch.of(
            NETWORK.architecture().parameters(), Map.of("layer1.0.conv1.weight", weight.torch())));
    return values;
  }

  /**
   * {@code w1}: each channel minus its mean, divided by its standard deviation, times 2 sqrt(2).
   */
  private static double[] standardized(float[] weight) {
    double[] answer = new double[weight.length];
    for (int channel = 0; channel < CHANNELS; channel++) {
      double mean = 0;
      double variance = 0;
      for (int i = channel * COUNT; i < (channel + 1) * COUNT; i++) {
        mean += weight[i] / COUNT;
      }
      for (int i = channel * COUNT; i < (channel + 1) * COUNT; i++) {
        variance += (weight[i] - mean) * (weight[i] - mean) / (COUNT - 1);
      }
      for (int i = channel * COUNT; i < (channel + 1) * COUNT; i++) {
        answer[i] = (weight[i] - mean) * 2 * Math.sqrt(2) / Math.sqrt(variance + 1e-5);
      }
    }
    return answer;
  }

  /** {@code Q = -mean(|w1|) ln(2 - 2 tau)}. */
  private static double bound(double[] standardized) {
    double mean = 0;
    for (double value : standardized) {
      mean += Math.abs(value) / standardized.length;
    }
    return -mean * Math.log(2 - 2 * TAU);
  }
}
