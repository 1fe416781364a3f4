package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.recu.autodiff.CustomGradient;
import org.recu.binarize.Recu;
import org.recu.fusion.Fusions;
import org.recu.graph.LiveParameters;
import org.recu.graph.Numbers;
import org.recu.graph.TestGraph;
import org.recu.graph.Variable;
import org.recu.nn.Convolution;
import org.recu.nn.Initial;
import org.recu.nn.TensorShape;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/** The gradients of a convolution against the sums that define them, in double precision. */
final class ConvolutionGradientsTest {

  /** A layer: images of a batch, and a convolution whose padding keeps the size. */
  private record Layer(int images, int size, int channels, int filters, int kernel, int stride) {
    Convolution form() {
      return new Convolution(filters, kernel, stride, padding());
    }

    int padding() {
      return (kernel - 1) / 2;
    }

    int taps() {
      return kernel * kernel;
    }

    Shape input() {
      return Shape.of(Shape.UNKNOWN_SIZE, size, size, channels);
    }

    int out() {
      return Math.toIntExact(form().outputSize(size));
    }

    /** Position in the input that a tap of an output sees, or -1 beyond the border. */
    int seen(int image, int row, int column, int tap, int channel) {
      int inRow = row * stride + tap / kernel - padding();
      int inColumn = column * stride + tap % kernel - padding();
      boolean inside = inRow >= 0 && inRow < size && inColumn >= 0 && inColumn < size;
      return inside ? ((image * size + inRow) * size + inColumn) * channels + channel : -1;
    }
  }

  /** How the gradients of a layer are computed. */
  private enum Way {
    CONVOLUTIONS,
    TAPS,
    WINOGRAD
  }

  /** The gradients for the input and for the filters. */
  private static List<double[]> expected(
      Layer layer, double[] signs, double[] weight, double[] upstream) {
    double[] input = new double[signs.length];
    double[] filters = new double[weight.length];
    for (int at = 0; at < upstream.length; at++) {
      int filter = at % layer.filters;
      int pixel = at / layer.filters;
      int column = pixel % layer.out();
      int row = pixel / layer.out() % layer.out();
      int image = pixel / layer.out() / layer.out();
      for (int tap = 0; tap < layer.taps(); tap++) {
        for (int channel = 0; channel < layer.channels; channel++) {
          int seen = layer.seen(image, row, column, tap, channel);
          int of = (tap * layer.channels + channel) * layer.filters + filter;
          if (seen >= 0) {
            input[seen] += upstream[at] * weight[of];
            filters[of] += upstream[at] * signs[seen];
          }
        }
      }
    }
    return List.of(input, filters);
  }

  /**
   * Wide layers take Winograd's filtering or, with a stride, the taps' products. Of the former,
   * 16x16x128 has two shares, which are unequal for three images, and 32x32x128 has eight, all but
   * one of which are empty for one image.
   */
  @ParameterizedTest
  @CsvSource({
    "3, 4, 16, 24, 3, 1, CONVOLUTIONS",
    "2, 6, 3, 4, 1, 2, CONVOLUTIONS",
    "2, 5, 24, 16, 1, 2, CONVOLUTIONS",
    "2, 6, 16, 24, 3, 2, CONVOLUTIONS",
    "3, 5, 3, 8, 3, 2, CONVOLUTIONS",
    "2, 9, 4, 8, 7, 2, CONVOLUTIONS",
    "2, 4, 128, 64, 3, 1, CONVOLUTIONS",
    "2, 4, 128, 64, 3, 2, CONVOLUTIONS",
    "2, 4, 128, 128, 1, 2, CONVOLUTIONS",
    "2, 4, 128, 144, 3, 2, TAPS",
    "3, 5, 160, 128, 3, 2, TAPS",
    "2, 6, 128, 128, 3, 3, TAPS",
    "1, 1, 128, 128, 3, 2, TAPS",
    "2, 7, 128, 128, 5, 2, TAPS",
    "2, 5, 128, 128, 3, 1, CONVOLUTIONS",
    "1, 2, 128, 128, 3, 1, WINOGRAD",
    "3, 4, 128, 144, 3, 1, WINOGRAD",
    "3, 4, 160, 128, 3, 1, WINOGRAD",
    "3, 16, 128, 128, 3, 1, WINOGRAD",
    "1, 32, 128, 128, 3, 1, WINOGRAD"
  })
  void of_signs_areTheDefinitions(
      int images, int size, int channels, int filters, int kernel, int stride, Way way) {
    Layer layer = new Layer(images, size, channels, filters, kernel, stride);
    assertDefinitions(layer, way, TFloat32.class, 1e-5);
  }

  /**
   * bfloat16 keeps 8 bits. Winograd's filtering rounds a transformed gradient and a product, of
   * which nine are added. 32x32x128 has four shares, the first of which is empty for three images.
   */
  @ParameterizedTest
  @CsvSource({
    "3, 5, 32, 24, 1, CONVOLUTIONS",
    "3, 4, 32, 24, 2, CONVOLUTIONS",
    "3, 6, 128, 144, 2, TAPS",
    "3, 4, 128, 144, 1, WINOGRAD",
    "3, 32, 128, 128, 1, WINOGRAD"
  })
  void of_signsInBfloat16_areNearTheDefinitions(
      int images, int size, int channels, int filters, int stride, Way way) {
    Layer layer = new Layer(images, size, channels, filters, 3, stride);
    assertDefinitions(layer, way, TBfloat16.class, 1e-2);
  }

  private static <T extends TFloating> void assertDefinitions(
      Layer layer, Way way, Class<T> type, double share) {
    int images = layer.images;
    int size = layer.size;
    int channels = layer.channels;
    int filters = layer.filters;
    int kernel = layer.kernel;
    SplittableRandom random = new SplittableRandom(size + channels);
    double[] signs = signs(random, images * size * size * channels);
    double[] weight = signs(random, layer.taps() * channels * filters);
    int out = layer.out();
    double[] along = TestGraph.normal(random, images * out * out * filters);
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      ConvolutionGradients<T> gradients =
          ConvolutionGradients.define(Fusions.compiled(tf), layer.form(), layer.input(), type);
      assertThat(gradients.winograd().isPresent()).isEqualTo(way == Way.WINOGRAD);
      assertThat(gradients.taps().isPresent()).isEqualTo(way == Way.TAPS);
      Operand<TFloat32> input = graph.constant(signs, images, size, size, channels);
      Operand<TFloat32> weights = graph.constant(weight, kernel, kernel, channels, filters);
      Operand<TFloat32> value =
          CustomGradient.attach(
              tf,
              new ConvolutionOps(layer.form()).of(tf, input, weights),
              List.of(input, weights),
              (ops, gradient) -> gradients(ops, gradients, input, weights, gradient));
      // Numbers that the type holds.
      Operand<TFloat32> upstream =
          tf.dtypes.cast(
              tf.dtypes.cast(graph.constant(along, images, out, out, filters), type),
              TFloat32.class);
      List<double[]> found = graph.gradients(value, upstream, List.of(input, weights));
      List<double[]> expected = expected(layer, signs, weight, graph.value(upstream));
      Numbers.assertClose("input", found.get(0), expected.get(0), share);
      Numbers.assertClose("filters", found.get(1), expected.get(1), share);
    }
  }

  private static <T extends TFloating> List<Operand<TFloat32>> gradients(
      Ops tf,
      ConvolutionGradients<T> of,
      Operand<TFloat32> signs,
      Operand<TFloat32> weight,
      Operand<TFloat32> upstream) {
    Class<T> type = of.type();
    ConvolutionGradients.Gradients<T> found =
        of.of(
            tf,
            ConvolutionGradients.as(tf, signs, type),
            ConvolutionGradients.as(tf, weight, type),
            ConvolutionGradients.as(tf, upstream, type));
    return List.of(ConvolutionGradients.as(tf, found.input(), TFloat32.class), found.filters());
  }

  /**
   * What needs no gradient would be computed in the forward pass and kept: tiles, four times as
   * large as the signs, and transformed filters, twice as large as the weights.
   */
  @Test
  void sums_winograd_computeNothingBeforeTheUpstreamGradient() {
    Layer layer = new Layer(1, 16, 128, 128, 3, 1);
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Operand<TFloat32> signs = graph.constant(new double[16 * 16 * 128], 1, 16, 16, 128);
      Operand<TFloat32> weight = graph.constant(new double[9 * 128 * 128], 3, 3, 128, 128);
      TrainingContext context =
          TrainingContext.of(
              new LiveParameters(tf, List.of(), 1),
              Fusions.compiled(tf),
              new Recu(),
              tf.constant(0.9f));
      Operand<TFloat32> value =
          SumsGradients.attach(
              tf,
              context,
              layer.form(),
              SignInput.of(signs),
              weight,
              TFloat32.class,
              tf.zerosLike(signs),
              new BackwardStart());
      Operand<TFloat32> upstream = graph.constant(new double[16 * 16 * 128], 1, 16, 16, 128);
      graph.gradients(value, upstream, List.of(signs, weight));
      Map<String, NodeDef> nodes = nodes(graph);
      List<NodeDef> transforms =
          nodes.values().stream().filter(node -> isCall(node, "winograd")).toList();
      // Of two shares the tiles of input and gradient, for both gradients, and the image.
      assertThat(transforms).hasSize(2 * 4 + 2);
      assertThat(transforms).allMatch(node -> reaches(nodes, node, upstream.op().name()));
    }
  }

  /**
   * They are not to be kept from the forward pass on. Those of a small layer are not to hold up its
   * convolutions, and those of a large one not to be there beside the normalisation's gradient.
   */
  @ParameterizedTest
  @CsvSource({"FLOAT32, 4, false", "MIXED, 4, false", "FLOAT32, 64, true", "MIXED, 64, true"})
  void training_lateSigns_waitForTheNormalizationOnlyInLargeLayers(
      Arithmetic arithmetic, int size, boolean waits) {
    try (TestGraph graph = new TestGraph()) {
      LoweredLayers layers =
          new LoweredLayers(
              graph,
              TensorShape.of(size, size, 16),
              input ->
                  input
                      .sign()
                      .convolve("conv", Convolution.threeByThree(16, 1), Initial.normal(1))
                      .normalize("bn"));
      Operand<TFloat32> images = graph.constant(new double[size * size * 16], 1, size, size, 16);
      Operand<TFloat32> upstream = graph.constant(new double[size * size * 16], 1, size, size, 16);
      graph
          .graph()
          .addGradients(
              null,
              new Output<?>[] {layers.training(images, arithmetic).asOutput()},
              new Output<?>[] {images.asOutput()},
              new Output<?>[] {upstream.asOutput()});
      Map<String, NodeDef> nodes = nodes(graph);
      List<NodeDef> signs =
          nodes.values().stream()
              .filter(node -> reaches(nodes, node, upstream.op().name()))
              .filter(node -> node.getOp().equals("Sign") || isCall(node, "late_signs"))
              .toList();
      List<String> normalization =
          nodes.values().stream()
              .filter(node -> node.getOp().startsWith("FusedBatchNormGrad"))
              .map(NodeDef::getName)
              .toList();
      assertThat(signs).hasSize(1);
      assertThat(normalization).hasSize(1);
      assertThat(reaches(nodes, signs.get(0), normalization.get(0))).isEqualTo(waits);
    }
  }

  private static boolean isCall(NodeDef node, String function) {
    return node.getOp().equals("PartitionedCall")
        && node.getAttrMap().get("f").getFunc().getName().startsWith(function);
  }

  private static Map<String, NodeDef> nodes(TestGraph graph) {
    Map<String, NodeDef> nodes = new HashMap<>();
    graph.graph().toGraphDef().getNodeList().forEach(node -> nodes.put(node.getName(), node));
    return nodes;
  }

  private static boolean reaches(Map<String, NodeDef> nodes, NodeDef from, String name) {
    return from.getInputList().stream()
        .map(input -> input.replaceFirst("^\\^", "").replaceFirst(":.*", ""))
        .anyMatch(input -> input.equals(name) || reaches(nodes, nodes.get(input), name));
  }

  /** The way of the sums differs between machines, and no number of a run may. */
  @ParameterizedTest
  @EnumSource
  void training_waysOfTheSums_haveTheSameNumbers(Arithmetic arithmetic) {
    SplittableRandom random = new SplittableRandom(5);
    try (TestGraph graph = new TestGraph()) {
      LoweredLayers layers = wide(graph);
      double[] values = TestGraph.normal(random, 2 * 4 * 4 * 128);
      Operand<TFloat32> images = graph.constant(values, 2, 4, 4, 128);
      Operand<TFloat32> upstream = graph.constant(TestGraph.normal(random, 4096), 2, 4, 4, 128);
      List<Variable> variables = layers.parameters().variables();
      for (Variable variable : variables) {
        graph.assign(variable, TestGraph.normal(random, (int) variable.parameter().shape().size()));
      }
      List<Operand<TFloat32>> inputs = List.of(images, layers.value("conv.weight"));
      List<double[]> counted = numbers(arithmetic, SumsBy.COUNT, graph, layers, upstream, inputs);
      List<double[]> convolved =
          numbers(arithmetic, SumsBy.CONVOLUTION, graph, layers, upstream, inputs);
      for (int i = 0; i <= inputs.size(); i++) {
        assertThat(counted.get(i)).containsExactly(convolved.get(i));
        assertThat(Arrays.stream(counted.get(i)).anyMatch(number -> number != 0)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, DT_FLOAT", "MIXED, DT_BFLOAT16"})
  void training_wideLayer_multipliesInTheArithmetic(Arithmetic arithmetic, DataType type) {
    try (TestGraph graph = new TestGraph()) {
      LoweredLayers layers = wide(graph);
      Operand<TFloat32> images = graph.constant(new double[4 * 4 * 128], 1, 4, 4, 128);
      Operand<TFloat32> output = layers.training(images, arithmetic);
      graph.graph().addGradients(output.asOutput(), new Output<?>[] {images.asOutput()});
      assertThat(graph.graph().toGraphDef().getNodeList())
          .filteredOn(node -> node.getOp().equals("MatMul"))
          .hasSize(2 * WinogradTransforms.PLACES)
          .allMatch(node -> node.getAttrMap().get("T").getType() == type);
    }
  }

  private static LoweredLayers wide(TestGraph graph) {
    return new LoweredLayers(
        graph,
        TensorShape.of(4, 4, 128),
        input ->
            input
                .sign()
                .convolve("conv", Convolution.threeByThree(128, 1), Initial.normal(1))
                .normalize("bn"));
  }

  /** The gradients for the images and the other inputs, and the value. */
  private static List<double[]> numbers(
      Arithmetic arithmetic,
      SumsBy way,
      TestGraph graph,
      LoweredLayers layers,
      Operand<TFloat32> upstream,
      List<Operand<TFloat32>> inputs) {
    Ops tf = graph.tf();
    Operand<TFloat32> value =
        layers
            .lowered(
                context ->
                    arithmetic == Arithmetic.MIXED
                        ? new MixedCpuTraining(tf, context, Ways.always(way))
                        : new CpuTraining(tf, context, Ways.always(way)),
                inputs.get(0))
            .real();
    List<double[]> numbers = new ArrayList<>(graph.gradients(value, upstream, inputs));
    numbers.add(graph.value(value));
    return numbers;
  }

  @Test
  void shares_growWithTheLayer() {
    assertThat(shares(4, 512, TFloat32.class)).isEqualTo(1);
    assertThat(shares(8, 512, TFloat32.class)).isEqualTo(2);
    assertThat(shares(8, 512, TBfloat16.class)).isEqualTo(1);
    assertThat(shares(16, 256, TFloat32.class)).isEqualTo(4);
    assertThat(shares(56, 128, TFloat32.class)).isEqualTo(8);
    assertThat(shares(32, 128, TBfloat16.class)).isEqualTo(4);
  }

  private static int shares(int size, int channels, Class<? extends TFloating> type) {
    return WinogradShares.of(Shape.of(Shape.UNKNOWN_SIZE, size, size, channels), channels, type)
        .number();
  }

  private static double[] signs(SplittableRandom random, int count) {
    return random.ints(count, 0, 9).mapToDouble(i -> i == 0 ? 0 : i % 2 * 2 - 1).toArray();
  }
}
