package org.recu.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.golden.NativeTensors;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Signs in one bit each, and what TensorFlow makes of them. */
final class PackedSignsTest {

  /** Unpacked above the size to which the graph rewriting may enlarge a constant. */
  private static final Shape SHAPE = Shape.of(3, 3, 32, 128);

  private static float[] signs(boolean zeros) {
    SplittableRandom random = new SplittableRandom(3);
    float[] signs = new float[(int) SHAPE.size()];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = zeros && random.nextInt(50) == 0 ? 0 : random.nextBoolean() ? 1 : -1;
    }
    return signs;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void floats_signsWithAndWithoutZeros_areTheSigns(boolean zeros) {
    float[] signs = signs(zeros);
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      PackedSigns packed = new PackedSigns(tf, "weight", SHAPE, signs);
      Operand<TFloat32> numbers = packed.floats();
      for (ConfigProto configuration :
          List.of(Device.cpu().configuration(), Device.cpu().foldingConfiguration())) {
        try (Session session = new Session(graph, configuration);
            Result result = session.runner().fetch(numbers).run()) {
          assertThat(result.get(0).shape()).isEqualTo(SHAPE);
          assertThat(NativeTensors.values((TFloat32) result.get(0))).isEqualTo(signs);
        }
      }
    }
  }

  /** A convolution keeps its weights in oneDNN's form only if the rewriting has folded them. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void folding_largeWeights_leavesConstantsAlone(boolean zeros) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      PackedSigns packed = new PackedSigns(tf, "weight", SHAPE, signs(zeros));
      Placeholder<TInt32> shape = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(1)));
      Operand<TFloat32> floats = tf.reshape(packed.floats(), shape);
      assertThat(opsThatRun(graph, shape, floats))
          .doesNotContain("BitwiseOr", "BitwiseAnd", "NotEqual", "SelectV2")
          .contains("Const");
    }
  }

  private static Set<String> opsThatRun(
      Graph graph, Placeholder<TInt32> shape, Operand<TFloat32> floats) {
    ConfigProto.Builder configuration = Device.cpu().foldingConfiguration().toBuilder();
    // TensorFlow folds once more before it runs a graph; here it must not.
    configuration
        .getGraphOptionsBuilder()
        .getOptimizerOptionsBuilder()
        .setOptLevel(OptimizerOptions.Level.L0);
    RunOptions options = RunOptions.newBuilder().setOutputPartitionGraphs(true).build();
    try (Session session = new Session(graph, configuration.build());
        TInt32 flat = TInt32.vectorOf((int) SHAPE.size());
        Result result =
            session
                .runner()
                .feed(shape, flat)
                .fetch(floats)
                .setOptions(options)
                .runAndFetchMetadata()) {
      return result.getMetadata().orElseThrow().getPartitionGraphsList().stream()
          .flatMap(part -> part.getNodeList().stream())
          .map(NodeDef::getOp)
          .collect(Collectors.toSet());
    }
  }

  @Test
  void graph_ofTheSigns_takesLittleMoreThanABitEach() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      PackedSigns packed = new PackedSigns(tf, "weight", SHAPE, signs(false));
      tf.identity(packed.floats());
      // 288 rows are five words of 64 bits.
      long bits = 5L * Long.BYTES * SHAPE.get(3);
      assertThat((long) graph.toGraphDef().getSerializedSize()).isBetween(bits, bits + 2500);
    }
  }

  @Test
  void fits_sizesThatFillWords_only() {
    assertThat(PackedSigns.fits(Shape.of(3, 3, 16, 16))).isTrue();
    assertThat(PackedSigns.fits(Shape.of(3, 3, 3, 3))).isFalse();
  }

  @Test
  void frozenParameters_packed_holdOtherSizesAsNumbers() {
    float[] signs = {1, -1, 0};
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> value = tf.constant(Shape.of(3), DataBuffers.of(signs));
      try (FrozenValues values =
          new FrozenValues(List.of("odd.sign"), session.runner().fetch(value).run())) {
        Operand<TFloat32> held =
            FrozenParameters.packed(tf, values, false).signs("odd.sign", () -> value);
        assertThat(held.op().type()).isEqualTo("Const");
      }
    }
  }
}
