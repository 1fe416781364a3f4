package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.recu.binarize.Recu;
import org.recu.fusion.Fusions;
import org.recu.golden.NativeTensors;
import org.recu.graph.ImageInput;
import org.recu.graph.Numbers;
import org.recu.graph.TestGraph;
import org.recu.image.Normalization;
import org.recu.nn.HardTanh;
import org.recu.nn.MaxPooling;
import org.recu.nn.Real;
import org.recu.nn.TensorShape;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** The small layers: hard tanh, the poolings, linear. */
final class LayersTest {

  private final SplittableRandom random = new SplittableRandom(8);
  private final TestGraph graph = new TestGraph();
  private final Ops tf = graph.tf();

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void hardTanh_onTheBoundsOrNoNumber_hasNoGradient() {
    double[] values = {-2, -1, Math.nextUp(-1f), -0.5, 0, 0.5, Math.nextDown(1f), 1, 3, Double.NaN};
    Operand<TFloat32> input = graph.constant(values, 1, values.length);
    Value given = new Value.Plain(input);
    HardTanh layer = new HardTanh(TensorShape.of(values.length));
    LoweredLayers none = layers(TensorShape.of(1), Real::relu);
    Operand<TFloat32> output =
        new CpuTraining(
                tf,
                TrainingContext.of(
                    none.parameters(), Fusions.compiled(tf), new Recu(), tf.constant(0.9f)),
                Ways.always(SumsBy.CONVOLUTION))
            .hardTanh(layer, given)
            .real();
    double[] clamped = {
      -1, -1, Math.nextUp(-1f), -0.5, 0, 0.5, Math.nextDown(1f), 1, 1, Double.NaN
    };
    assertThat(graph.value(output)).containsExactly(clamped);
    assertThat(
            graph.value(
                new Float32Evaluation(tf, none.parameters(), new Recu())
                    .hardTanh(layer, given)
                    .real()))
        .containsExactly(clamped);
    double[] upstream = {5, 5, 5, 5, -7, 5, 5, 5, 5, 5};
    double[] gradient =
        graph.gradients(output, graph.constant(upstream, 1, values.length), List.of(input)).get(0);
    assertThat(gradient).containsExactly(0, 0, 5, 5, -7, 5, 5, 0, 0, 0);
  }

  @Test
  void globalAverage_image_isEachChannelsMean() {
    double[] values = TestGraph.normal(random, 2 * 3 * 4 * 5);
    double[] expected = new double[2 * 5];
    for (int i = 0; i < values.length; i++) {
      expected[i / 60 * 5 + i % 5] += values[i] / 12;
    }
    Operand<TFloat32> output =
        layers(TensorShape.of(3, 4, 5), Real::globalAverage)
            .evaluation(graph.constant(values, 2, 3, 4, 5));
    assertThat(output.shape().asArray()).containsExactly(2, 5);
    Numbers.assertClose("mean", graph.value(output), expected, 1e-6);
  }

  @Test
  void averageAndMaximum_image_areThoseOfEverySquare() {
    int size = 5;
    double[] values = TestGraph.normal(random, 2 * size * size * 3);
    double[] mean = new double[2 * 2 * 2 * 3];
    double[] greatest = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      int channel = i % 3;
      int x = i / 3 % 2;
      int y = i / 6 % 2;
      int image = i / 12;
      greatest[i] = Double.NEGATIVE_INFINITY;
      for (int d = 0; d < 4; d++) {
        // The fifth row and column belong to no square, as in PyTorch.
        double pixel =
            values[((image * size + 2 * y + d / 2) * size + 2 * x + d % 2) * 3 + channel];
        mean[i] += pixel / 4;
        greatest[i] = Math.max(greatest[i], pixel);
      }
    }
    TensorShape shape = TensorShape.of(size, size, 3);
    Operand<TFloat32> input = graph.constant(values, 2, size, size, 3);
    Numbers.assertClose(
        "mean", graph.value(layers(shape, Real::averagePool2).evaluation(input)), mean, 1e-6);
    // Sums of convolutions alone are pooled by windows of 2x2.
    Float32Evaluation evaluation =
        new Float32Evaluation(tf, layers(shape, Real::relu).parameters(), new Recu());
    MaxPooling layer = new MaxPooling(2, 2, 0, TensorShape.of(2, 2, 3));
    assertThat(graph.value(evaluation.maxPooling(layer, new Value.Plain(input)).real()))
        .containsExactly(greatest);
  }

  @Test
  void linear_features_areWeighedAndShifted() {
    double[] values = TestGraph.normal(random, 2 * 3);
    double[] weight = TestGraph.normal(random, 3 * 4);
    double[] bias = TestGraph.normal(random, 4);
    LoweredLayers layers = layers(TensorShape.of(3), input -> input.linear("linear", 4));
    Operand<TFloat32> output = layers.evaluation(graph.constant(values, 2, 3));
    assertThat(layers.parameters().variables())
        .extracting(variable -> variable.parameter().name())
        .containsExactly("linear.weight", "linear.bias");
    graph.assign(layers.variable("linear.weight"), weight);
    graph.assign(layers.variable("linear.bias"), bias);
    double[] expected = new double[2 * 4];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = bias[i % 4];
      for (int feature = 0; feature < 3; feature++) {
        expected[i] += values[i / 4 * 3 + feature] * weight[feature * 4 + i % 4];
      }
    }
    Numbers.assertClose("output", graph.value(output), expected, 1e-6);
  }

  private LoweredLayers layers(TensorShape input, UnaryOperator<Real> layers) {
    return new LoweredLayers(graph, input, layers);
  }

  @Test
  void imageInput_bytes_becomeNormalisedNumbers() {
    ImageInput input =
        ImageInput.create(
            tf, "images", 1, new Normalization(List.of(0.5, 0.25, 0.0), List.of(0.25, 0.5, 1.0)));
    assertThat(input.pixels().shape().asArray()).containsExactly(-1, 1, 1, 3);
    try (TUint8 pixels =
            TUint8.tensorOf(
                Shape.of(2, 1, 1, 3),
                DataBuffers.of(
                    new byte[] {0, 0, 0, (byte) 255, (byte) 255, (byte) 128}, true, false));
        Session session = new Session(graph.graph());
        TFloat32 found =
            (TFloat32)
                session
                    .runner()
                    .feed(input.pixels(), pixels)
                    .fetch(input.normalized())
                    .run()
                    .get(0)) {
      double[] expected = {-2, -0.5, 0, 2, 1.5, 128 / 255.0};
      float[] values = NativeTensors.values(found);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) values[i]).isCloseTo(expected[i], within(1e-6));
      }
    }
  }
}
