package org.recu.binarize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.fusion.Fusions;
import org.recu.graph.Numbers;
import org.recu.graph.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** The rectified clamp unit against its definition, whose every derivative is written out. */
final class WeightRectificationTest {

  private static final int COUNT = 3 * 3 * 2;
  private static final int CHANNELS = 3;
  private static final double[] DIRECTION = {1, -1, 1};
  private static final double DEVIATION = 2 * Math.sqrt(2);

  /** HWIO: a channel's values lie CHANNELS apart. */
  private final double[] weight = weight();

  private static double[] weight() {
    double[] weight = TestGraph.normal(new SplittableRandom(4), COUNT * CHANNELS);
    for (int i = 0; i < COUNT; i++) {
      weight[i * CHANNELS] = (float) (0.01 * weight[i * CHANNELS] + 0.2);
      weight[i * CHANNELS + 1] = (float) (3 * weight[i * CHANNELS + 1]);
    }
    return weight;
  }

  @ParameterizedTest
  @CsvSource({
    "RECU, 0.7, true",
    "RECU, 0.85, true",
    "RECU, 0.99, true",
    "RECU, 0.85, false",
    "SIGN, 0.7, true",
    "SIGN, 0.7, false"
  })
  void weight_anyMethod_followsTheDefinition(
      BinarizationMethod method, double tau, boolean compiled) {
    double[] upstream = TestGraph.normal(new SplittableRandom(5), COUNT * CHANNELS);
    double[] standardized = new double[COUNT * CHANNELS];
    for (int channel = 0; channel < CHANNELS; channel++) {
      standardize(channel, standardized);
    }
    double bound = 0;
    for (double value : standardized) {
      bound -= Math.abs(value) / standardized.length * Math.log(2 - 2 * (double) (float) tau);
    }
    double[] signs = new double[standardized.length];
    double[] gradient = new double[standardized.length];
    int dead = 0;
    for (int i = 0; i < signs.length; i++) {
      signs[i] = Math.signum(standardized[i]);
      dead += Math.abs(standardized[i]) > bound ? 1 : 0;
    }
    for (int channel = 0; channel < CHANNELS; channel++) {
      gradient(
          channel,
          standardized,
          method == BinarizationMethod.RECU ? bound : Double.POSITIVE_INFINITY,
          upstream,
          gradient);
    }
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> latent = graph.constant(weight, 3, 3, 2, CHANNELS);
      WeightBinarization rectification =
          method
              .binarizer()
              .weight(
                  graph.tf(),
                  compiled ? Fusions.compiled(graph.tf(), 0) : Fusions.plain(),
                  latent,
                  graph.tf().constant((float) tau));
      Operand<TFloat32> direction = graph.constant(DIRECTION, CHANNELS);
      assertThat(graph.value(rectification.signs(direction))).containsExactly(directed(signs));
      assertThat(graph.value(method.binarizer().weightSigns(graph.tf(), latent)))
          .containsExactly(signs);
      assertThat(graph.value(rectification.bound())[0]).isCloseTo(bound, within(1e-5 * bound));
      assertThat(graph.value(asNumbers(graph.tf(), rectification.deadWeights())))
          .containsExactly(dead);
      assertThat(graph.value(asNumbers(graph.tf(), rectification.positive())))
          .containsExactly(DoubleStream.of(signs).map(sign -> sign > 0 ? 1 : 0).toArray());
      List<double[]> found =
          graph.gradients(
              rectification.signs(direction),
              graph.constant(directed(upstream), 3, 3, 2, CHANNELS),
              List.of(latent));
      for (int channel = 0; channel < CHANNELS; channel++) {
        Numbers.assertClose(
            "gradient of channel " + channel,
            channel(found.get(0), channel),
            channel(gradient, channel),
            1e-5);
      }
    }
  }

  /**
   * A weight that equals its mean to the last bit has the sign 0. Training and evaluation add up
   * the mean in the same order, or one of them would find another sign.
   */
  @Test
  void signs_weightsAtTheirMean_areThoseOfEvaluation() {
    int count = 3 * 3 * 32;
    int channels = 64;
    double[] latent = TestGraph.normal(new SplittableRandom(6), count * channels);
    double[] ones = new double[channels];
    Arrays.fill(ones, 1);
    try (TestGraph graph = new TestGraph()) {
      for (int attempt = 0; attempt < 20; attempt++) {
        double[] means =
            graph.value(
                WeightRectification.mean(graph.tf(), graph.constant(latent, 3, 3, 32, channels)));
        System.arraycopy(means, 0, latent, 0, channels);
      }
      double[] signs =
          graph.value(
              BinarizationMethod.RECU
                  .binarizer()
                  .weightSigns(graph.tf(), graph.constant(latent, 3, 3, 32, channels)));
      assertThat(Arrays.stream(signs).limit(channels).filter(sign -> sign == 0).count())
          .isGreaterThan(channels / 2);
      Operand<TFloat32> trained =
          BinarizationMethod.RECU
              .binarizer()
              .weight(
                  graph.tf(),
                  Fusions.compiled(graph.tf(), 0),
                  graph.constant(latent, 3, 3, 32, channels),
                  graph.tf().constant(0.85f))
              .signs(graph.constant(ones, channels));
      assertThat(graph.value(trained)).containsExactly(signs);
    }
  }

  private static Operand<TFloat32> asNumbers(Ops tf, Operand<? extends TType> values) {
    return tf.dtypes.cast(values, TFloat32.class);
  }

  /** Values of each channel times its direction. */
  private static double[] directed(double[] values) {
    double[] directed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      directed[i] = values[i] * DIRECTION[i % CHANNELS];
    }
    return directed;
  }

  private double mean(int channel) {
    double mean = 0;
    for (double value : channel(weight, channel)) {
      mean += value / COUNT;
    }
    return mean;
  }

  private double variance(int channel) {
    double variance = 0;
    for (double value : channel(weight, channel)) {
      variance += (value - mean(channel)) * (value - mean(channel)) / (COUNT - 1);
    }
    return variance;
  }

  /** {@code w1 = (w - mean) 2 sqrt(2) / sqrt(var + 1e-5)}. */
  private void standardize(int channel, double[] answer) {
    for (int i = 0; i < COUNT; i++) {
      int at = i * CHANNELS + channel;
      answer[at] = (weight[at] - mean(channel)) * DEVIATION / Math.sqrt(variance(channel) + 1e-5);
    }
  }

  /**
   * With {@code c = w - mean}, {@code dw1_i/dc_j = s ([i = j] - c_i c_j / ((n - 1) (var + 1e-5)))}
   * and {@code dc_j/dw_k = [j = k] - 1/n}.
   */
  private void gradient(
      int channel, double[] standardized, double bound, double[] upstream, double[] answer) {
    double spread = variance(channel) + 1e-5;
    double scale = DEVIATION / Math.sqrt(spread);
    double[] w = channel(weight, channel);
    double mean = mean(channel);
    for (int k = 0; k < COUNT; k++) {
      for (int i = 0; i < COUNT; i++) {
        if (Math.abs(standardized[i * CHANNELS + channel]) > bound) {
          continue;
        }
        for (int j = 0; j < COUNT; j++) {
          double outer =
              scale * ((i == j ? 1 : 0) - (w[i] - mean) * (w[j] - mean) / ((COUNT - 1) * spread));
          double inner = (j == k ? 1 : 0) - 1.0 / COUNT;
          answer[k * CHANNELS + channel] += upstream[i * CHANNELS + channel] * outer * inner;
        }
      }
    }
  }

  private static double[] channel(double[] values, int channel) {
    double[] own = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      own[i] = values[i * CHANNELS + channel];
    }
    return own;
  }

  @Test
  void weightSigns_allEqual_areZero() {
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> latent = graph.constant(new double[] {0.5, 0.5, 0.5, 0.5}, 2, 2, 1, 1);
      assertThat(graph.value(new Recu().weightSigns(graph.tf(), latent))).containsOnly(0);
    }
  }
}
