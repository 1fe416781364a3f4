package org.recu.binarize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.fusion.Fusions;
import org.recu.graph.Numbers;
import org.recu.graph.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** The sign of activations against its definition, whose every derivative is written out. */
final class ScaledSignGradientTest {

  private static final int BATCH = 3;
  private static final int SIZE = 2 * 3 * 4;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void activation_gradient_isTheDefinitions(boolean compiled) {
    SplittableRandom random = new SplittableRandom(1);
    double[] activation = TestGraph.normal(random, BATCH * SIZE);
    for (int i = 0; i < SIZE; i++) {
      // Another mean and another deviation in each sample: the variance is a sample's own.
      activation[SIZE + i] = (float) (0.5 * activation[SIZE + i] + 0.3);
      activation[2 * SIZE + i] = (float) (7 * activation[2 * SIZE + i] - 2);
    }
    activation[5] = 0;
    double[] upstream = TestGraph.normal(random, BATCH * SIZE);
    double[] expected = new double[BATCH * SIZE];
    for (int sample = 0; sample < BATCH; sample++) {
      gradient(activation, upstream, sample * SIZE, expected);
    }
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> input = graph.constant(activation, BATCH, 2, 3, 4);
      Fusions fusions = compiled ? Fusions.compiled(graph.tf(), 0) : Fusions.plain();
      Operand<TFloat32> signs = new Recu().activation(graph.tf(), fusions, input);
      double[] found =
          graph.gradients(signs, graph.constant(upstream, BATCH, 2, 3, 4), List.of(input)).get(0);
      for (int sample = 0; sample < BATCH; sample++) {
        Numbers.assertClose(
            "sample " + sample, slice(found, sample), slice(expected, sample), 1e-5);
      }
    }
  }

  /** As large as the first layers', whose sums have thousands of terms. */
  @ParameterizedTest
  @CsvSource({"32, 16", "7, 512", "56, 64"})
  void activation_gradientOfManyValues_isAsExactAsFloat32(int size, int channels) {
    int count = size * size * channels;
    SplittableRandom random = new SplittableRandom(size);
    double[] activation = TestGraph.normal(random, count);
    for (int i = 0; i < count; i++) {
      activation[i] = (float) (activation[i] + 0.5);
    }
    double[] upstream = TestGraph.normal(random, count);
    double mean = Arrays.stream(activation).sum() / count;
    double squares = Arrays.stream(activation).map(a -> (a - mean) * (a - mean)).sum();
    double r = 1 / Math.sqrt(squares / (count - 1) + 1e-5);
    double[] passed = new double[count];
    double along = 0;
    for (int i = 0; i < count; i++) {
      passed[i] = upstream[i] * Math.max(0, 2 - 2 * Math.abs(activation[i] * r));
      along += passed[i] * activation[i];
    }
    double[] expected = new double[count];
    for (int i = 0; i < count; i++) {
      double throughVariance = Math.pow(r, 3) * (activation[i] - mean) / (count - 1) * along;
      expected[i] = r * passed[i] - throughVariance;
    }
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> input = graph.constant(activation, 1, size, size, channels);
      Operand<TFloat32> signs =
          new Recu().activation(graph.tf(), Fusions.compiled(graph.tf(), 0), input);
      Operand<TFloat32> given = graph.constant(upstream, 1, size, size, channels);
      Numbers.assertClose(
          "gradient", graph.gradients(signs, given, List.of(input)).get(0), expected, 1e-6);
    }
  }

  /** One pass instead of three, with the same roundings. */
  @Test
  void of_clampedAndReadByOthers_isTheSumThroughTheHardTanhToTheBit() {
    SplittableRandom random = new SplittableRandom(2);
    int count = BATCH * 8 * 8 * 16;
    double[] activation = TestGraph.normal(random, count);
    for (int i = 0; i < count; i++) {
      activation[i] = Math.max(-1, Math.min(1, activation[i]));
    }
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Fusions fusions = Fusions.compiled(tf, 0);
      Operand<TFloat32> input = graph.constant(activation, BATCH, 8, 8, 16);
      Operand<TFloat32> upstream = graph.constant(TestGraph.normal(random, count), BATCH, 8, 8, 16);
      Operand<TFloat32> beside = graph.constant(TestGraph.normal(random, count), BATCH, 8, 8, 16);
      Operand<TFloat32> own =
          gradient(fusions, input, false).of(tf, input, upstream, Optional.empty());
      Operand<TFloat32> none = tf.constant(0f);
      Operand<TBool> within = tf.math.less(tf.math.abs(input), tf.constant(1f));
      ActivationGradient clamped = gradient(fusions, input, true);
      assertThat(graph.value(clamped.of(tf, input, upstream, Optional.of(beside))))
          .containsExactly(graph.value(tf.select(within, tf.math.add(own, beside), none)));
      assertThat(graph.value(clamped.of(tf, input, upstream, Optional.empty())))
          .containsExactly(graph.value(tf.select(within, own, none)));
    }
  }

  private static ActivationGradient gradient(
      Fusions fusions, Operand<TFloat32> input, boolean clamped) {
    return new Recu().activationGradient(fusions, input.shape(), TFloat32.class, clamped);
  }

  /**
   * {@code a0_i = a_i r}, {@code r = (var + 1e-5)^(-1/2)}, so {@code da0_i/da_j = [i = j] r - a_i
   * r^3 (a_j - mean) / (n - 1)}; the gradient at {@code a0_i} is {@code g_i max(0, 2 - 2 |a0_i|)}.
   */
  private static void gradient(double[] a, double[] g, int from, double[] answer) {
    double mean = 0;
    for (int i = from; i < from + SIZE; i++) {
      mean += a[i] / SIZE;
    }
    double variance = 0;
    for (int i = from; i < from + SIZE; i++) {
      variance += (a[i] - mean) * (a[i] - mean) / (SIZE - 1);
    }
    double r = 1 / Math.sqrt(variance + 1e-5);
    for (int j = from; j < from + SIZE; j++) {
      for (int i = from; i < from + SIZE; i++) {
        double derivative = (i == j ? r : 0) - a[i] * Math.pow(r, 3) * (a[j] - mean) / (SIZE - 1);
        answer[j] += g[i] * Math.max(0, 2 - 2 * Math.abs(a[i] * r)) * derivative;
      }
    }
  }

  private static double[] slice(double[] values, int sample) {
    return Arrays.copyOfRange(values, sample * SIZE, (sample + 1) * SIZE);
  }

  @Test
  void activation_values_areExactSigns() {
    double[] activation = {-3, -1e-30, -0.0, 0, 1e-30, 0.5, 2, 1e30};
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> input = graph.constant(activation, 1, 2, 2, 2);
      double[] signs = {-1, -1, 0, 0, 1, 1, 1, 1};
      assertThat(graph.value(new Recu().activation(graph.tf(), Fusions.plain(), input)))
          .usingElementComparator((a, b) -> a.doubleValue() == b ? 0 : 1)
          .containsExactly(signs);
    }
  }

  @Test
  void activation_allEqual_hasAFiniteGradient() {
    double[] activation = new double[8];
    Arrays.fill(activation, 0.001);
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> input = graph.constant(activation, 1, 2, 2, 2);
      Operand<TFloat32> signs = new Recu().activation(graph.tf(), Fusions.plain(), input);
      double[] ones = new double[8];
      Arrays.fill(ones, 1);
      // The variance is 0: r = 1 / sqrt(1e-5), and nothing flows through it.
      double r = 1 / Math.sqrt(1e-5);
      double[] expected = new double[8];
      Arrays.fill(expected, r * (2 - 2 * 0.001 * r));
      double[] found =
          graph.gradients(signs, graph.constant(ones, 1, 2, 2, 2), List.of(input)).get(0);
      Numbers.assertClose("gradient", found, expected, 1e-5);
    }
  }
}
