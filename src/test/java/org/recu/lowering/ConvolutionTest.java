package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.graph.Numbers;
import org.recu.graph.TestGraph;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The convolution and both its gradients against seven nested loops. */
final class ConvolutionTest {

  private static final int BATCH = 2;
  private static final int CHANNELS = 3;
  private static final int FILTERS = 4;

  @ParameterizedTest
  @CsvSource({
    "3, 1, 1, 5",
    "3, 2, 1, 5",
    "3, 2, 1, 6",
    "1, 1, 0, 4",
    "1, 2, 0, 6",
    "3, 1, 0, 5",
    "7, 2, 3, 9"
  })
  void apply_anyForm_isPyTorchsConvolution(int kernel, int stride, int padding, int size) {
    SplittableRandom random = new SplittableRandom(kernel + 10L * stride);
    double[] input = TestGraph.normal(random, BATCH * size * size * CHANNELS);
    double[] weight = TestGraph.normal(random, kernel * kernel * CHANNELS * FILTERS);
    int outputSize = (size + 2 * padding - kernel) / stride + 1;
    double[] upstream = TestGraph.normal(random, BATCH * outputSize * outputSize * FILTERS);
    double[] output = new double[upstream.length];
    double[] inputGradient = new double[input.length];
    double[] weightGradient = new double[weight.length];
    for (int image = 0; image < BATCH; image++) {
      for (int y = 0; y < outputSize; y++) {
        for (int x = 0; x < outputSize; x++) {
          for (int filter = 0; filter < FILTERS; filter++) {
            int o = ((image * outputSize + y) * outputSize + x) * FILTERS + filter;
            for (int dy = 0; dy < kernel; dy++) {
              for (int dx = 0; dx < kernel; dx++) {
                int row = y * stride + dy - padding;
                int column = x * stride + dx - padding;
                if (row < 0 || row >= size || column < 0 || column >= size) {
                  continue;
                }
                for (int channel = 0; channel < CHANNELS; channel++) {
                  int i = ((image * size + row) * size + column) * CHANNELS + channel;
                  int w = ((dy * kernel + dx) * CHANNELS + channel) * FILTERS + filter;
                  output[o] += input[i] * weight[w];
                  inputGradient[i] += upstream[o] * weight[w];
                  weightGradient[w] += upstream[o] * input[i];
                }
              }
            }
          }
        }
      }
    }
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> images = graph.constant(input, BATCH, size, size, CHANNELS);
      Operand<TFloat32> filters = graph.constant(weight, kernel, kernel, CHANNELS, FILTERS);
      Operand<TFloat32> sums =
          new ConvolutionOps(new Convolution(FILTERS, kernel, stride, padding))
              .of(graph.tf(), images, filters);
      assertThat(sums.shape().asArray()).containsExactly(BATCH, outputSize, outputSize, FILTERS);
      Numbers.assertClose("output", graph.value(sums), output, 1e-5);
      List<double[]> gradients =
          graph.gradients(
              sums,
              graph.constant(upstream, BATCH, outputSize, outputSize, FILTERS),
              List.of(images, filters));
      Numbers.assertClose("input's gradient", gradients.get(0), inputGradient, 1e-5);
      Numbers.assertClose("weight's gradient", gradients.get(1), weightGradient, 1e-5);
    }
  }

  /** TensorFlow's damages the process's memory, which only sometimes ends the process. */
  @ParameterizedTest
  @CsvSource({"3, false", "15, false", "16, true"})
  void apply_fewChannelsWithAStride_takesNoFilterGradientWithAStride(
      int channels, boolean strided) {
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> images = graph.constant(new double[36 * channels], 1, 6, 6, channels);
      Operand<TFloat32> filters = graph.constant(new double[4 * channels], 1, 1, channels, 4);
      Operand<TFloat32> sums =
          new ConvolutionOps(new Convolution(FILTERS, 1, 2, 0)).of(graph.tf(), images, filters);
      graph.gradients(sums, graph.constant(new double[36], 1, 3, 3, 4), List.of(filters));
      assertThat(graph.graph().toGraphDef().getNodeList())
          .filteredOn(node -> node.getOp().equals("Conv2DBackpropFilter"))
          .singleElement()
          .satisfies(
              node ->
                  assertThat(node.getAttrOrThrow("strides").getList().getI(1))
                      .isEqualTo(strided ? 2 : 1));
    }
  }
}
