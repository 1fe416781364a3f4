package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recu.autodiff.CustomGradient;
import org.recu.autodiff.CustomGradient.Backward;
import org.recu.fusion.Fusions;
import org.recu.fusion.Int16;
import org.recu.graph.Numbers;
import org.recu.graph.Processor;
import org.recu.graph.TestGraph;
import org.recu.nn.Architecture;
import org.recu.nn.BatchNormalization;
import org.recu.nn.Convolution;
import org.recu.nn.Initial;
import org.recu.nn.Real;
import org.recu.nn.TensorShape;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.family.TFloating;

/** What follows a convolution in training against its definition in double precision. */
final class DeferredNormalizationTest {

  private static final TensorShape IMAGE = TensorShape.of(4, 5, 4);
  private static final int COUNT = 3 * 4 * 5 * 4;
  private static final double[] ALPHA = {0.7, 0.4, 1e-3, 2e-3};
  private static final double[] ONES = {1, 1, 1, 1};
  private static final double[] WEIGHT = {1.5, -0.5, 0.25, 2};
  private static final double[] BIAS = {0.5, 0, -1, 3};

  /** Half of the distance between two neighbours in bfloat16, which keeps 8 bits. */
  private static final double HALF_STEP = 1.0 / 256;

  private final SplittableRandom random = new SplittableRandom(8);
  private final TestGraph graph = new TestGraph();
  private final Ops tf = graph.tf();
  private final Fusions fusions = Fusions.compiled(tf);
  private final LoweredLayers layers =
      new LoweredLayers(graph, IMAGE, input -> input.normalize("bn"));
  private final CpuNormalization normalization =
      new CpuNormalization(tf, layers.context(), layer());
  private final Operand<TFloat32> scale = graph.constant(ALPHA, 4);

  /** Whole numbers that bfloat16 holds. */
  private final double[] sums = random.ints(COUNT, -9, 10).mapToDouble(i -> 2 * i).toArray();

  /** Numbers that bfloat16 holds, so that the gradient is exact where it comes in. */
  private final double[] upstream =
      random.ints(COUNT, -100, 101).mapToDouble(i -> i / 64.0).toArray();

  private final double[] shortcut = TestGraph.normal(random, COUNT);
  private final Operand<TFloat32> input = constant(sums);
  private final Operand<TBfloat16> narrow = tf.dtypes.cast(input, TBfloat16.class);

  @AfterEach
  void close() {
    graph.close();
  }

  @ParameterizedTest
  @EnumSource
  void value_ofScaledSums_followsTheDefinition(Arithmetic arithmetic) {
    assertFollowsTheDefinition(
        arithmetic, scaled(arithmetic).value(tf, fusions), ALPHA, false, new double[COUNT]);
  }

  /** Of a convolution of signs with numbers. */
  @Test
  void value_ofNarrowScaledSums_followsTheDefinition() {
    assertFollowsTheDefinition(
        Arithmetic.MIXED,
        normalization.ofNarrowScaled(narrow, scale).value(tf, fusions),
        ALPHA,
        false,
        new double[COUNT]);
  }

  @ParameterizedTest
  @EnumSource
  void value_ofAConvolution_followsTheDefinition(Arithmetic arithmetic) {
    DeferredNormalization real =
        switch (arithmetic) {
          case FLOAT32 -> normalization.ofImages(input);
          case MIXED -> normalization.ofNarrow(narrow);
        };
    assertFollowsTheDefinition(arithmetic, real.value(tf, fusions), ONES, false, new double[COUNT]);
  }

  @ParameterizedTest
  @EnumSource
  void hardTanh_followsTheDefinition(Arithmetic arithmetic) {
    assertFollowsTheDefinition(
        arithmetic,
        scaled(arithmetic).hardTanh(tf, fusions, List.of()).real(),
        ALPHA,
        true,
        new double[COUNT]);
  }

  @ParameterizedTest
  @EnumSource
  void hardTanh_ofASum_followsTheDefinition(Arithmetic arithmetic) {
    assertFollowsTheDefinition(
        arithmetic,
        scaled(arithmetic).hardTanh(tf, fusions, List.of(constant(shortcut))).real(),
        ALPHA,
        true,
        shortcut);
  }

  @ParameterizedTest
  @EnumSource
  void hardTanh_ofASum_givesTheShortcutItsGradientIn32Bits(Arithmetic arithmetic) {
    Operand<TFloat32> added = constant(shortcut);
    Operand<TFloat32> output = scaled(arithmetic).hardTanh(tf, fusions, List.of(added)).real();
    assign();
    double[] values = graph.value(output);
    double[] given = TestGraph.normal(random, COUNT);
    double[] expected = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      expected[i] = Math.abs(values[i]) < 1 ? given[i] : 0;
    }
    assertThat(expected).contains(0);
    assertThat(Arrays.stream(expected).anyMatch(value -> value != 0)).isTrue();
    assertThat(graph.gradients(output, constant(given), List.of(added)).get(0))
        .containsExactly(expected);
  }

  /**
   * A run goes on with the same numbers as with TensorFlow's fused op, of which oneDNN computes the
   * last product and sum with one rounding.
   */
  @Test
  void value_ofFloat32_isRoundedAsTheFusedOp() {
    assumeTrue(Processor.current().flags().contains("fma"));
    LoweredLayers block = block();
    int count = 3 * 3 * 4 * 4;
    double[] batch = random.ints(count, -144, 145).asDoubleStream().toArray();
    double[] center = TestGraph.normal(random, 4);
    double[] spread = {0.3, 70, 500, 1e-3};
    graph.assign(block.variable("conv.weight"), batch);
    graph.assign(block.variable("bn1.weight"), WEIGHT);
    graph.assign(block.variable("bn1.bias"), BIAS);
    graph.assign(block.variable("bn1.running_mean"), center);
    graph.assign(block.variable("bn1.running_var"), spread);
    TrainedNormalization<TFloat32> operands =
        new TrainedNormalization<>(
            block.value("bn1.running_mean"),
            block.value("bn1.running_var"),
            block.value("bn1.weight"),
            block.value("bn1.bias"),
            Optional.empty(),
            new BackwardStart(),
            Optional.empty());
    double[] expected = new double[count];
    for (int i = 0; i < count; i++) {
      int channel = i % 4;
      float deviation = (float) Math.sqrt((float) spread[channel] + 1e-5f);
      float centred = (float) batch[i] - (float) center[channel];
      expected[i] =
          Math.fma(centred * (1 / deviation), (float) WEIGHT[channel], (float) BIAS[channel]);
    }
    assertThat(
            graph.value(
                new NormalizationPass<>(operands, block.value("conv.weight"), Shape.of(-1, 3, 4, 4))
                    .value(tf, fusions)))
        .containsExactly(expected);
  }

  /** Without it the layers would still be right, and make more passes. */
  @ParameterizedTest
  @EnumSource
  void lowering_blocks_goFromTheConvolutionToTheHardTanhInOnePass(Arithmetic arithmetic) {
    block().training(input, arithmetic);
    List<NodeDef> nodes = graph.graph().toGraphDef().getNodeList();
    assertThat(
            nodes.stream()
                .map(node -> node.getAttrMap().get("f"))
                .filter(function -> function != null)
                .map(function -> function.getFunc().getName())
                .filter(name -> name.startsWith("normal")))
        .hasSize(2)
        .anyMatch(name -> name.startsWith("normalized_hard_tanh_of_sum"))
        .noneMatch(name -> name.startsWith("normalization"));
    assertThat(nodes)
        .filteredOn(node -> node.getOp().equals("FusedBatchNormV3"))
        .allMatch(node -> node.getAttrMap().get("is_training").getB());
  }

  @Test
  void lowering_mixedBlocks_readWhatConvolutionsGiveIn16Bits() {
    block().training(input, Arithmetic.MIXED);
    List<NodeDef> nodes = graph.graph().toGraphDef().getNodeList();
    List<String> convolutions =
        nodes.stream().filter(node -> node.getOp().equals("Conv2D")).map(NodeDef::getName).toList();
    assertThat(convolutions).hasSize(2);
    // That of signs with signs, in float32, is whole numbers.
    assertThat(nodes)
        .filteredOn(node -> node.getOp().equals("Cast"))
        .filteredOn(node -> convolutions.contains(node.getInput(0)))
        .extracting(node -> node.getAttrMap().get("DstT").getType())
        .containsExactly(DataType.DT_INT16);
  }

  /** Without it the gradients would still be right, and take three passes more for each layer. */
  @Test
  void lowering_blocks_addNoPassesForShortcutsAndHardTanhs() {
    LoweredLayers block = block();
    Operand<TFloat32> images = tf.placeholder(TFloat32.class, Placeholder.shape(shape()));
    Operand<TFloat32> output = block.training(images, Arithmetic.MIXED);
    graph
        .graph()
        .addGradients(output.asOutput(), new Output<?>[] {block.value("stem.weight").asOutput()});
    List<NodeDef> nodes = graph.graph().toGraphDef().getNodeList();
    List<String> functions =
        nodes.stream()
            .map(node -> node.getAttrMap().get("f"))
            .filter(function -> function != null)
            .map(function -> function.getFunc().getName())
            .toList();
    assertThat(functions).filteredOn(name -> name.startsWith("clamped_joined")).hasSize(1);
    // Those of the last hard tanh, whose output is not convolved.
    assertThat(functions).filteredOn(name -> name.startsWith("narrow_hard_tanh")).hasSize(1);
    assertThat(functions).filteredOn(name -> name.startsWith("hard_tanh_gradient")).hasSize(1);
    assertThat(nodes).extracting(NodeDef::getOp).doesNotContain("AddN");
  }

  /**
   * In mixed precision the gradient with respect to the batch is rounded to bfloat16 once, on its
   * way out; the others stay in float32.
   */
  private void assertFollowsTheDefinition(
      Arithmetic arithmetic,
      Operand<TFloat32> output,
      double[] alpha,
      boolean clamped,
      double[] added) {
    assign();
    double[] wanted = new PlainBatchNormalization(sums, alpha, WEIGHT, BIAS, upstream).output;
    double[] passed = upstream.clone();
    for (int i = 0; i < COUNT; i++) {
      wanted[i] += added[i];
      if (clamped) {
        passed[i] = Math.abs(wanted[i]) < 1 ? upstream[i] : 0;
        wanted[i] = Math.max(-1, Math.min(1, wanted[i]));
      }
    }
    PlainBatchNormalization expected =
        new PlainBatchNormalization(sums, alpha, WEIGHT, BIAS, passed);
    Numbers.assertClose("output", graph.value(output), wanted, 1e-5);
    List<Operand<TFloat32>> inputs =
        new ArrayList<>(List.of(input, layers.value("bn.weight"), layers.value("bn.bias")));
    if (alpha == ALPHA) {
      inputs.add(scale);
    }
    List<double[]> found = graph.gradients(output, constant(upstream), inputs);
    for (int i = 0; i < COUNT; i++) {
      double rounded =
          arithmetic == Arithmetic.MIXED ? Math.abs(expected.inputGradient[i]) * HALF_STEP : 0;
      assertThat(Math.abs(found.get(0)[i] - expected.inputGradient[i]))
          .isLessThanOrEqualTo(rounded + 2e-5 * alpha[i % 4]);
    }
    Numbers.assertClose("weight", found.get(1), expected.weightGradient, 1e-5);
    Numbers.assertClose("bias", found.get(2), expected.biasGradient, 1e-5);
    for (int channel = 0; alpha == ALPHA && channel < 4; channel++) {
      double wantedAlpha = expected.alphaGradient[channel];
      assertThat(Math.abs(found.get(3)[channel] - wantedAlpha))
          .isLessThanOrEqualTo(1e-4 * Math.abs(wantedAlpha) + 1e-5);
    }
  }

  private LoweredLayers block() {
    return new LoweredLayers(
        graph,
        IMAGE,
        x -> {
          Convolution form = Convolution.threeByThree(4, 1);
          Real stem = x.convolve("stem", form, Initial.normal(1)).normalize("bn0").hardTanh();
          return stem.sign()
              .convolve("conv", form, Initial.normal(1))
              .normalize("bn1")
              .plus(stem)
              .hardTanh();
        });
  }

  private DeferredNormalization scaled(Arithmetic arithmetic) {
    return switch (arithmetic) {
      case FLOAT32 -> normalization.ofInt16(int16(TFloat32.class), scale);
      case MIXED -> normalization.ofNarrowInt16(int16(TBfloat16.class), scale);
    };
  }

  /** The sums in 16 bits, whose gradient, in a type, is that of {@link #input}. */
  private <T extends TFloating> Int16Sums int16(Class<T> type) {
    Backward<T> same =
        (ops, gradient) -> {
          assertThat(gradient.asOutput().type()).isEqualTo(type);
          return List.of(ConvolutionGradients.as(ops, gradient, TFloat32.class));
        };
    Operand<TUint16> bits = Int16.of(tf, input);
    return new Int16Sums(
        CustomGradient.attachTyped(tf, bits, List.of(input), same),
        new PixelBlocks(shape(), Short.MAX_VALUE).of(tf, fusions, bits),
        tf.constant(0f),
        new BackwardStart());
  }

  private static Shape shape() {
    return Shape.of(-1, 4, 5, 4);
  }

  private static BatchNormalization layer() {
    return (BatchNormalization)
        Architecture.of(IMAGE, input -> input.normalize("bn")).layers().get(0);
  }

  private void assign() {
    graph.assign(layers.variable("bn.weight"), WEIGHT);
    graph.assign(layers.variable("bn.bias"), BIAS);
  }

  private Operand<TFloat32> constant(double[] values) {
    return graph.constant(values, 3, 4, 5, 4);
  }
}
