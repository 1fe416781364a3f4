package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.autodiff.CustomGradient;
import org.recu.autodiff.CustomGradient.Backward;
import org.recu.binarize.Recu;
import org.recu.fusion.Fusions;
import org.recu.fusion.Int16;
import org.recu.graph.LiveParameters;
import org.recu.graph.Numbers;
import org.recu.graph.Processor;
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
import org.tensorflow.types.family.TFloating;

/** The sums of a convolution of signs in training, against the sign and the convolution apart. */
final class TrainedSumsTest {

  private static final Shape IMAGES = Shape.of(-1, 4, 4, 16);

  /**
   * The gradients are equal in a network. Of small constants TensorFlow computes some by other
   * kernels, which add in another order. bfloat16 keeps 8 bits: what is rounded once is off by
   * 1/256 at most, and sums of it by less.
   */
  @ParameterizedTest
  @CsvSource({
    "1, COUNT, FLOAT32",
    "2, COUNT, FLOAT32",
    "1, CONVOLUTION, FLOAT32",
    "2, PARTS, FLOAT32",
    "1, COUNT, MIXED",
    "2, COUNT, MIXED",
    "1, CONVOLUTION, MIXED",
    "2, PARTS, MIXED"
  })
  void ofSigns_inEachForm_areThoseOfFloat32(int stride, SumsBy way, Arithmetic arithmetic) {
    try (TestGraph graph = new TestGraph()) {
      Case layer = new Case(graph, stride, true);
      // Processors that do not multiply bfloat16 round the sums of a gradient several times.
      double narrow = Processor.current().bfloat16() ? 1e-2 : 3e-2;
      double share = arithmetic == Arithmetic.MIXED ? narrow : 1e-6;
      Class<? extends TFloating> type =
          arithmetic == Arithmetic.MIXED ? TBfloat16.class : TFloat32.class;
      assertThat(layer.sums(way, type).fitInt16()).isTrue();
      layer.assertEqual(layer.sums(way, type).float32(), share);
      layer.assertEqual(layer.wide(layer.sums(way, type).int16().bits(), type), share);
    }
  }

  @Test
  void bfloat16_ofNumbers_isNearFloat32() {
    try (TestGraph graph = new TestGraph()) {
      Case layer = new Case(graph, 1, false);
      TrainedSums<TBfloat16> sums = layer.sums(SumsBy.COUNT, TBfloat16.class);
      assertThat(sums.fitInt16()).isFalse();
      Operand<TFloat32> found = graph.tf().dtypes.cast(sums.bfloat16(), TFloat32.class);
      Numbers.assertClose("sums", graph.value(found), graph.value(layer.expected), 2e-2);
      layer.assertGradients(found, 3e-2);
    }
  }

  /** A layer of three filters over two images. */
  private static final class Case {
    private final TestGraph graph;
    private final Ops tf;
    private final Convolution form;
    private final Operand<TFloat32> activation;
    private final Training.Weight weight;
    private final Operand<TFloat32> expected;
    private final Operand<TFloat32> upstream;

    Case(TestGraph graph, int stride, boolean whole) {
      this.graph = graph;
      tf = graph.tf();
      SplittableRandom random = new SplittableRandom(stride);
      int size = 4 / stride;
      double[] values = TestGraph.normal(random, 2 * 4 * 4 * 16);
      values[3] = 0;
      values[40] = -0.0;
      double[] numbers =
          whole
              ? random.ints(9 * 16 * 3, 0, 2).mapToDouble(i -> 2 * i - 1).toArray()
              : TestGraph.normal(random, 9 * 16 * 3);
      form = Convolution.threeByThree(3, stride);
      activation = graph.constant(values, 2, 4, 4, 16);
      weight = new Training.Weight(graph.constant(numbers, 3, 3, 16, 3), whole);
      upstream = graph.constant(TestGraph.normal(random, 2 * size * size * 3), 2, size, size, 3);
      Operand<TFloat32> signs = new Recu().activation(tf, Fusions.compiled(tf, 0), activation);
      expected = new ConvolutionOps(form).of(tf, signs, weight.values());
    }

    <T extends TFloating> TrainedSums<T> sums(SumsBy way, Class<T> type) {
      LiveParameters none = new LiveParameters(tf, List.of(), 1);
      TrainingContext context =
          TrainingContext.of(none, Fusions.compiled(tf, 0), new Recu(), tf.constant(0.9f));
      return TrainedSums.of(
          tf, context, form, new Value.Plain(activation), weight, Ways.always(way), type);
    }

    /** Whole numbers as float32, whose gradient goes on in a type. */
    <T extends TFloating> Operand<TFloat32> wide(Operand<TUint16> bits, Class<T> type) {
      Backward<TFloat32> backward =
          (ops, gradient) -> List.of(ConvolutionGradients.as(ops, gradient, type));
      return CustomGradient.attachTyped(tf, Int16.float32(tf, bits), List.of(bits), backward);
    }

    void assertEqual(Operand<TFloat32> found, double share) {
      assertThat(graph.value(found)).containsExactly(graph.value(expected));
      assertGradients(found, share);
    }

    void assertGradients(Operand<TFloat32> found, double share) {
      List<Operand<TFloat32>> inputs = List.of(activation, weight.values());
      List<double[]> wanted = graph.gradients(expected, upstream, inputs);
      List<double[]> got = graph.gradients(found, upstream, inputs);
      Numbers.assertClose("activation", got.get(0), wanted.get(0), share);
      Numbers.assertClose("weight", got.get(1), wanted.get(1), share);
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
