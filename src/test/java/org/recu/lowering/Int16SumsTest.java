package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.recu.fusion.Int16;
import org.recu.graph.TestGraph;
import org.recu.graph.Variable;
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
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint16;

/** Sums in 16 bits, and which layers have theirs so. */
final class Int16SumsTest {

  @Test
  void late_anySums_areTheSame_andWaitForTheUpstreamGradient() {
    double[] sums = {-32767, -4608, -1, 0, 1, 257, 4607, 32767};
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Operand<TFloat32> upstream = graph.constant(new double[] {5}, 1, 1, 1, 1);
      Operand<TUint16> bits = Int16.of(tf, graph.constant(sums, 1, 2, 2, 2));
      Operand<TFloat32> late =
          Int16Sums.late(tf, bits, Shape.of(1, 2, 2, 2), upstream, TFloat32.class);
      assertThat(graph.value(late)).containsExactly(sums);
      Waiting.assertFor(upstream, late);
      Operand<TBfloat16> narrow =
          Int16Sums.late(tf, bits, Shape.of(1, 2, 2, 2), upstream, TBfloat16.class);
      // 257 lies in the middle between two numbers of bfloat16, of which the even one is next.
      assertThat(graph.value(tf.dtypes.cast(narrow, TFloat32.class)))
          .containsExactly(-32768, -4608, -1, 0, 1, 256, 4608, 32768);
      Waiting.assertFor(upstream, narrow);
    }
  }

  @Test
  void fit_upToTheLargestOf16Bits() {
    assertThat(Int16Sums.fit(9 * 512)).isTrue();
    assertThat(Int16Sums.fit(32767)).isTrue();
    assertThat(Int16Sums.fit(32768)).isFalse();
  }

  /** Float32 would be right, too, and twice the memory traffic. */
  @ParameterizedTest
  @EnumSource
  void lowering_sumsThatAreNormalized_areReadAndKeptIn16Bits(SumsBy way) {
    List<NodeDef> nodes = differentiated(way, input -> convolved(input).normalize("bn"));
    assertThat(nodes)
        .filteredOn(node -> node.getOp().equals("PartitionedCall"))
        .filteredOn(
            node ->
                node.getAttrMap()
                    .get("f")
                    .getFunc()
                    .getName()
                    .matches("(sums_over|normalization).*"))
        .hasSize(way == SumsBy.COUNT ? 1 : 2)
        .allMatch(
            node ->
                node.getAttrMap().get("Tin").getList().getTypeList().contains(DataType.DT_UINT16));
    NodeDef gradient =
        nodes.stream()
            .filter(node -> node.getOp().equals("FusedBatchNormGradV3"))
            .findFirst()
            .orElseThrow();
    NodeDef batch = named(nodes, gradient.getInput(1));
    assertThat(batch.getOp()).isEqualTo("EnsureShape");
    NodeDef wide = named(nodes, batch.getInput(0));
    assertThat(wide.getAttrMap().get("SrcT").getType()).isEqualTo(DataType.DT_INT16);
  }

  /** The gradient of pooling keeps them in float32 in any case. */
  @ParameterizedTest
  @EnumSource
  void lowering_sumsThatArePooled_areFloat32(SumsBy way) {
    List<NodeDef> nodes = differentiated(way, input -> convolved(input).maxPool2().normalize("bn"));
    assertThat(nodes).extracting(NodeDef::getOp).contains("MaxPoolGrad", "FusedBatchNormGradV3");
    assertThat(nodes).noneMatch(Int16SumsTest::isNarrow);
  }

  /** 16 bits cannot say so: a run that has broken down must not seem to go on. */
  @ParameterizedTest
  @CsvSource({
    "FLOAT32, CONVOLUTION",
    "FLOAT32, PARTS",
    "FLOAT32, COUNT",
    "MIXED, CONVOLUTION",
    "MIXED, PARTS",
    "MIXED, COUNT"
  })
  void lowering_weightThatIsNotANumber_givesNoNumbers(Arithmetic arithmetic, SumsBy way) {
    try (TestGraph graph = new TestGraph()) {
      double[] images = TestGraph.normal(new SplittableRandom(1), 2 * 4 * 4 * 16);
      LoweredLayers layers =
          new LoweredLayers(
              graph, TensorShape.of(4, 4, 16), input -> convolved(input).normalize("bn"));
      Operand<TFloat32> output =
          lowered(graph, layers, arithmetic, way, graph.constant(images, 2, 4, 4, 16)).real();
      graph.run(layers.parameters().variables().stream().map(Variable::initialize).toList());
      assertThat(graph.value(output)).doesNotContain(Double.NaN);
      double[] weights = TestGraph.normal(new SplittableRandom(2), 3 * 3 * 16 * 16);
      weights[7] = Double.NaN;
      graph.assign(layers.variable("a.weight"), weights);
      assertThat(graph.value(output)).containsOnly(Double.NaN);
    }
  }

  private static Sums convolved(Real input) {
    return input.sign().convolve("a", Convolution.threeByThree(16, 1), Initial.normal(1));
  }

  private static NodeDef named(List<NodeDef> nodes, String name) {
    return nodes.stream().filter(node -> node.getName().equals(name)).findFirst().orElseThrow();
  }

  private static boolean isNarrow(NodeDef node) {
    return node.getOp().equals("Cast")
        && node.getAttrMap().get("DstT").getType() == DataType.DT_INT16;
  }

  private static List<NodeDef> differentiated(SumsBy way, UnaryOperator<Real> network) {
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> images =
          graph.tf().placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 4, 4, 16)));
      LoweredLayers layers = new LoweredLayers(graph, TensorShape.of(4, 4, 16), network);
      Operand<TFloat32> output = lowered(graph, layers, Arithmetic.FLOAT32, way, images).real();
      graph.graph().addGradients(output.asOutput(), new Output<?>[] {images.asOutput()});
      return graph.graph().toGraphDef().getNodeList();
    }
  }

  private static Value lowered(
      TestGraph graph,
      LoweredLayers layers,
      Arithmetic arithmetic,
      SumsBy way,
      Operand<TFloat32> images) {
    return layers.lowered(
        context ->
            arithmetic == Arithmetic.MIXED
                ? new MixedCpuTraining(graph.tf(), context, Ways.always(way))
                : new CpuTraining(graph.tf(), context, Ways.always(way)),
        images);
  }
}
