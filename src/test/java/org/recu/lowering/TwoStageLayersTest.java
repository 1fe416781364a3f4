package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.recu.graph.Numbers;
import org.recu.graph.TestGraph;
import org.recu.graph.Variable;
import org.recu.nn.Convolution;
import org.recu.nn.Initial;
import org.recu.nn.Real;
import org.recu.nn.TensorShape;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The layers of the two-stage networks, and the pooling of ImageNet's, against definitions. */
final class TwoStageLayersTest {

  private final SplittableRandom random = new SplittableRandom(9);
  private final TestGraph graph = new TestGraph();

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void prelu_belowAtAndAboveZero_isPyTorchs() {
    // Two pixels of three channels; the zeros take the slope's side.
    double[] values = {-2, 0, 3, 0.5, -4, -0.0};
    double[] slopes = {0.25, -0.5, 2};
    double[] upstream = {10, 20, 30, 40, 50, 60};
    Operand<TFloat32> input = graph.constant(values, 1, 2, 1, 3);
    LoweredLayers layers = layers(TensorShape.of(2, 1, 3), x -> x.prelu("nonlinear"));
    Operand<TFloat32> output = layers.training(input);
    Variable weight = layers.parameters().variables().get(0);
    assertThat(weight.parameter().name()).isEqualTo("nonlinear.weight");
    graph.run(List.of(weight.initialize()));
    assertThat(graph.value(weight.value())).containsExactly(0.25, 0.25, 0.25);
    graph.assign(weight, slopes);
    double[] expected = {-0.5, 0, 3, 0.5, 2, 0};
    Numbers.assertClose("output", graph.value(output), expected, 0);
    Numbers.assertClose("evaluation", graph.value(layers.evaluation(input)), expected, 0);
    List<double[]> gradients =
        graph.gradients(
            output, graph.constant(upstream, 1, 2, 1, 3), List.of(input, weight.value()));
    Numbers.assertClose("input", gradients.get(0), new double[] {2.5, -10, 30, 40, -25, 120}, 0);
    Numbers.assertClose("slope", gradients.get(1), new double[] {-20, -200, 0}, 0);
  }

  @Test
  void shift_image_addsEachChannelsNumber() {
    double[] values = TestGraph.normal(random, 2 * 3 * 2 * 2);
    double[] upstream = TestGraph.normal(random, values.length);
    Operand<TFloat32> input = graph.constant(values, 2, 3, 2, 2);
    LoweredLayers layers = layers(TensorShape.of(3, 2, 2), x -> x.shift("move0"));
    Operand<TFloat32> output = layers.training(input);
    Variable bias = layers.parameters().variables().get(0);
    assertThat(bias.parameter().name()).isEqualTo("move0.bias");
    graph.run(List.of(bias.initialize()));
    assertThat(graph.value(bias.value())).containsExactly(0, 0);
    graph.assign(bias, 0.5, -2);
    double[] expected = new double[values.length];
    double[] sums = new double[2];
    for (int i = 0; i < values.length; i++) {
      expected[i] = values[i] + (i % 2 == 0 ? 0.5 : -2);
      sums[i % 2] += upstream[i];
    }
    Numbers.assertClose("output", graph.value(output), expected, 1e-6);
    List<double[]> gradients =
        graph.gradients(output, graph.constant(upstream, 2, 3, 2, 2), List.of(input, bias.value()));
    assertThat(gradients.get(0)).containsExactly(upstream);
    Numbers.assertClose("bias", gradients.get(1), sums, 1e-6);
  }

  @Test
  void max3_evenAndOddImages_areThoseOfPyTorchsSquares() {
    for (int size : new int[] {6, 5}) {
      int half = (size + 1) / 2;
      double[] values = TestGraph.normal(random, size * size);
      for (int i = 0; i < values.length; i++) {
        // All below 0: a padding of zeros would win at the edges.
        values[i] = -1 - Math.abs(values[i]);
      }
      double[] expected = new double[half * half];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = greatest(values, size, 2 * (i / half) - 1, 2 * (i % half) - 1);
      }
      Operand<TFloat32> output =
          layers(TensorShape.of(size, size, 1), Real::maxPool3)
              .training(graph.constant(values, 1, size, size, 1));
      assertThat(output.shape().asArray()).containsExactly(1, half, half, 1);
      Numbers.assertClose("greatest", graph.value(output), expected, 1e-7);
    }
  }

  @Test
  void max3_ties_giveTheGradientToTheFirst() {
    // All equal: each square's first pixel inside the image, row by row, as in PyTorch.
    double[] values = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    Operand<TFloat32> input = graph.constant(values, 1, 4, 4, 1);
    Operand<TFloat32> output = layers(TensorShape.of(4, 4, 1), Real::maxPool3).training(input);
    double[] gradient =
        graph
            .gradients(
                output, graph.constant(new double[] {1, 2, 3, 4}, 1, 2, 2, 1), List.of(input))
            .get(0);
    assertThat(gradient).containsExactly(1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void binaryActivations_weights_areUsedAsTheyAreWithAlpha() {
    int channels = 2;
    double[] values = TestGraph.normal(random, 4 * 4 * channels);
    double[] weight = TestGraph.normal(random, channels * 3);
    double[] alpha = {0.5, -2, 3};
    Operand<TFloat32> input = graph.constant(values, 1, 4, 4, channels);
    Convolution form = new Convolution(3, 1, 1, 0);
    LoweredLayers layers =
        layers(
            TensorShape.of(4, 4, channels),
            x ->
                x.sign()
                    .convolveWithRealWeights("conv", form, Initial.kaimingNormal())
                    .normalize("bn"));
    graph.assign(layers.variable("conv.weight"), weight);
    graph.assign(layers.variable("conv.alpha"), alpha);
    // A batch normalisation that changes nothing but for its epsilon.
    graph.assign(layers.variable("bn.weight"), 1, 1, 1);
    graph.assign(layers.variable("bn.bias"), 0, 0, 0);
    graph.assign(layers.variable("bn.running_mean"), 0, 0, 0);
    graph.assign(layers.variable("bn.running_var"), 1 - 1e-5, 1 - 1e-5, 1 - 1e-5);
    double[] expected = new double[16 * 3];
    for (int i = 0; i < expected.length; i++) {
      int filter = i % 3;
      for (int c = 0; c < channels; c++) {
        expected[i] +=
            alpha[filter] * Math.signum(values[i / 3 * channels + c]) * weight[c * 3 + filter];
      }
    }
    Numbers.assertClose("output", graph.value(layers.evaluation(input)), expected, 1e-6);
  }

  private LoweredLayers layers(TensorShape input, UnaryOperator<Real> layers) {
    return new LoweredLayers(graph, input, layers);
  }

  private static double greatest(double[] values, int size, int top, int left) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int y = Math.max(0, top); y < Math.min(size, top + 3); y++) {
      for (int x = Math.max(0, left); x < Math.min(size, left + 3); x++) {
        greatest = Math.max(greatest, values[y * size + x]);
      }
    }
    return greatest;
  }
}
