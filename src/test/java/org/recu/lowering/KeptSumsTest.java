package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.recu.graph.TestGraph;
import org.recu.nn.Convolution;
import org.recu.nn.Initial;
import org.recu.nn.Real;
import org.recu.nn.TensorShape;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** Sums in 16 bits, and which layers keep theirs so. */
final class KeptSumsTest {

  @Test
  void wide_anySums_areTheSame_andWaitForTheUpstreamGradient() {
    double[] sums = {-32767, -4608, -1, 0, 1, 257, 4607, 32767};
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> upstream = graph.constant(new double[] {5}, 1, 1, 1, 1);
      Operand<TFloat32> wide =
          KeptSums.of(graph.tf(), graph.constant(sums, 1, 2, 2, 2)).wide(graph.tf(), upstream);
      assertThat(graph.value(wide)).containsExactly(sums);
      Waiting.assertFor(upstream, wide);
    }
  }

  @Test
  void fit_upToTheLargestOf16Bits() {
    assertThat(KeptSums.fit(9 * 512)).isTrue();
    assertThat(KeptSums.fit(32767)).isTrue();
    assertThat(KeptSums.fit(32768)).isFalse();
  }

  @Test
  void lowering_sumsThatAreNormalized_areKeptIn16Bits() {
    List<NodeDef> nodes =
        differentiated(
            input ->
                input
                    .sign()
                    .convolve("a", Convolution.threeByThree(16, 1), Initial.normal(1))
                    .normalize("bn"));
    assertThat(nodes).filteredOn(KeptSumsTest::isNarrow).hasSize(1);
    String kept =
        nodes.stream()
            .filter(node -> node.getOp().equals("FusedBatchNormGradV3"))
            .findFirst()
            .orElseThrow()
            .getInput(1);
    assertThat(nodes)
        .filteredOn(node -> node.getName().equals(kept))
        .extracting(NodeDef::getOp)
        .containsExactly("EnsureShape");
  }

  /** The gradient of pooling keeps them in float32 in any case. */
  @Test
  void lowering_sumsThatArePooled_areNotKeptTwice() {
    List<NodeDef> nodes =
        differentiated(
            input ->
                input
                    .sign()
                    .convolve("a", Convolution.threeByThree(16, 1), Initial.normal(1))
                    .maxPool2()
                    .normalize("bn"));
    assertThat(nodes).extracting(NodeDef::getOp).contains("MaxPoolGrad", "FusedBatchNormGradV3");
    assertThat(nodes).noneMatch(KeptSumsTest::isNarrow);
  }

  private static boolean isNarrow(NodeDef node) {
    return node.getOp().equals("Cast")
        && node.getAttrMap().get("DstT").getType() == DataType.DT_INT16;
  }

  private static List<NodeDef> differentiated(UnaryOperator<Real> network) {
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> images =
          graph.tf().placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 4, 4, 16)));
      LoweredLayers layers = new LoweredLayers(graph, TensorShape.of(4, 4, 16), network);
      Operand<TFloat32> output =
          layers
              .lowered(
                  context -> new CpuTraining(graph.tf(), context, Ways.always(SumsBy.COUNT)),
                  images)
              .real();
      graph.graph().addGradients(output.asOutput(), new Output<?>[] {images.asOutput()});
      return graph.graph().toGraphDef().getNodeList();
    }
  }
}
