package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.binarize.Recu;
import org.recu.fusion.Fusions;
import org.recu.graph.Numbers;
import org.recu.graph.TestGraph;
import org.recu.nn.Convolution;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Binary convolutions that count bits in training against the sign and the convolution apart. */
final class CountedSumsTest {

  /**
   * The gradients are equal in a network. Of small constants TensorFlow computes some by other
   * kernels, which add in another order.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void of_activations_haveTheValuesAndGradientsOfFloat32(int stride) {
    SplittableRandom random = new SplittableRandom(stride);
    int size = 4 / stride;
    double[] values = TestGraph.normal(random, 2 * 4 * 4 * 16);
    values[3] = 0;
    values[40] = -0.0;
    double[] weights = random.ints(9 * 16 * 3, 0, 2).mapToDouble(i -> 2 * i - 1).toArray();
    Convolution form = Convolution.threeByThree(3, stride);
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Fusions fusions = Fusions.compiled(tf, 0);
      Operand<TFloat32> activation = graph.constant(values, 2, 4, 4, 16);
      Operand<TFloat32> weight = graph.constant(weights, 3, 3, 16, 3);
      Operand<TFloat32> signs = new Recu().activation(tf, fusions, activation);
      Operand<TFloat32> expected = new ConvolutionOps(form).of(tf, signs, weight);
      Operand<TFloat32> found =
          CountedSums.of(
              tf, fusions, new Recu(), form, SignInput.of(activation), weight);
      assertThat(graph.value(found)).containsExactly(graph.value(expected));
      double[] along = TestGraph.normal(random, 2 * size * size * 3);
      Operand<TFloat32> upstream = graph.constant(along, 2, size, size, 3);
      List<Operand<TFloat32>> inputs = List.of(activation, weight);
      List<double[]> wanted = graph.gradients(expected, upstream, inputs);
      List<double[]> got = graph.gradients(found, upstream, inputs);
      Numbers.assertClose("activation", got.get(0), wanted.get(0), 1e-6);
      Numbers.assertClose("weight", got.get(1), wanted.get(1), 1e-6);
    }
  }

  @Test
  void lateSigns_areThoseOfTheOp_andWaitForTheUpstreamGradient() {
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Operand<TFloat32> activation =
          graph.constant(new double[] {-0.0, 0, 2, -3, Double.NaN, -1e-30}, 1, 1, 1, 6);
      Operand<TFloat32> upstream = graph.constant(new double[] {5}, 1, 1, 1, 1);
      Operand<TFloat32> late =
          LateSigns.define(
                  Fusions.compiled(tf), activation.shape(), upstream.shape(), TFloat32.class)
              .of(tf, activation, upstream);
      assertThat(graph.value(late)).containsExactly(0.0, 0.0, 1.0, -1.0, Double.NaN, -1.0);
      GraphOperation shaped = (GraphOperation) late.op();
      GraphOperation call = (GraphOperation) shaped.input(0).op();
      assertThat(List.of(call.inputList(0, 2)))
          .extracting(Output::op)
          .containsExactly(activation.op(), upstream.op());
    }
  }
}
