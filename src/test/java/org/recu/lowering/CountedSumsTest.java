package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.autodiff.CustomGradient;
import org.recu.autodiff.CustomGradient.Backward;
import org.recu.binarize.Recu;
import org.recu.fusion.Fusions;
import org.recu.fusion.Int16;
import org.recu.graph.Numbers;
import org.recu.graph.TestGraph;
import org.recu.nn.Convolution;
import org.recu.nn.Initial;
import org.recu.nn.Real;
import org.recu.nn.Sums;
import org.recu.nn.TensorShape;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint16;

/** Binary convolutions that count bits in training against the sign and the convolution apart. */
final class CountedSumsTest {

  private static final Shape IMAGES = Shape.of(-1, 4, 4, 16);

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
          CountedSums.of(tf, fusions, new Recu(), form, SignInput.of(activation), weight);
      assertThat(graph.value(found)).containsExactly(graph.value(expected));
      double[] along = TestGraph.normal(random, 2 * size * size * 3);
      Operand<TFloat32> upstream = graph.constant(along, 2, size, size, 3);
      List<Operand<TFloat32>> inputs = List.of(activation, weight);
      List<double[]> wanted = graph.gradients(expected, upstream, inputs);
      List<double[]> got = graph.gradients(found, upstream, inputs);
      Numbers.assertClose("activation", got.get(0), wanted.get(0), 1e-6);
      Numbers.assertClose("weight", got.get(1), wanted.get(1), 1e-6);
      Operand<TUint16> int16 =
          CountedSums.int16(tf, fusions, new Recu(), form, SignInput.of(activation), weight);
      Backward<TFloat32> same = (ops, gradient) -> List.of(gradient);
      Operand<TFloat32> wide =
          CustomGradient.attachTyped(tf, Int16.float32(tf, int16), List.of(int16), same);
      assertThat(graph.value(wide)).containsExactly(graph.value(expected));
      got = graph.gradients(wide, upstream, inputs);
      Numbers.assertClose("activation", got.get(0), wanted.get(0), 1e-6);
      Numbers.assertClose("weight", got.get(1), wanted.get(1), 1e-6);
    }
  }

  /** Without it the gradients would still be right, and take two passes more for each layer. */
  @Test
  void lowering_blocks_addNoPassesForShortcutsAndHardTanhs() {
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> images = graph.tf().placeholder(TFloat32.class, Placeholder.shape(IMAGES));
      LoweredLayers layers =
          new LoweredLayers(
              graph,
              TensorShape.of(4, 4, 16),
              input -> {
                Real real = input.normalize("bn").hardTanh();
                for (String name : List.of("a", "b")) {
                  Sums sums =
                      real.sign()
                          .convolve(name, Convolution.threeByThree(16, 1), Initial.normal(1));
                  real = sums.normalize("bn" + name).plus(real).hardTanh();
                }
                return real;
              });
      Operand<TFloat32> output =
          layers
              .lowered(
                  context -> new CpuTraining(graph.tf(), context, Ways.always(SumsBy.COUNT)),
                  images)
              .real();
      graph.graph().addGradients(output.asOutput(), new Output<?>[] {images.asOutput()});
      List<NodeDef> nodes = graph.graph().toGraphDef().getNodeList();
      List<String> functions =
          nodes.stream()
              .map(node -> node.getAttrMap().get("f"))
              .filter(function -> function != null)
              .map(function -> function.getFunc().getName())
              .toList();
      assertThat(functions).filteredOn(name -> name.startsWith("clamped_joined")).hasSize(2);
      // That of the last hard tanh, whose output is not convolved.
      assertThat(functions).filteredOn(name -> name.startsWith("hard_tanh_gradient")).hasSize(1);
      assertThat(nodes).extracting(NodeDef::getOp).doesNotContain("AddN");
    }
  }

  @Test
  void lateSigns_areThoseOfTheOp_andWaitForTheUpstreamGradient() {
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Operand<TFloat32> activation =
          graph.constant(new double[] {-0.0, 0, 2, -3, Double.NaN, -1e-30}, 1, 1, 1, 6);
      Operand<TFloat32> upstream = graph.constant(new double[] {5}, 1, 1, 1, 1);
      Fusions fusions = Fusions.compiled(tf);
      Operand<TFloat32> late =
          LateSigns.define(fusions, activation.shape(), TFloat32.class)
              .of(tf, activation, upstream);
      Operand<TFloat32> narrow =
          tf.dtypes.cast(
              LateSigns.define(fusions, activation.shape(), TBfloat16.class)
                  .of(tf, activation, upstream),
              TFloat32.class);
      assertThat(graph.value(late)).containsExactly(0.0, 0.0, 1.0, -1.0, Double.NaN, -1.0);
      assertThat(graph.value(narrow)).containsExactly(graph.value(late));
      Waiting.assertFor(upstream, late);
      Waiting.assertFor(upstream, narrow);
    }
  }
}
