package org.recu.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.CompiledFunction.Rows;
import org.recu.graph.Device;
import org.recu.graph.SessionPlace;
import org.recu.graph.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** Which functions are called to be compiled, and that operands of every kind can be made. */
final class EarlyCompilationTest {

  private static final Shape IMAGES = Shape.of(-1, 2, 3);

  @Test
  void early_functions_areCalledOnceEachIfTheGraphCallsThem() {
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Fusions fusions = Fusions.compiled(tf, 0);
      Fusion twice = fusions.define("twice", List.of(IMAGES), (ops, in) -> ops.math.neg(in.get(0)));
      fusions.define("never", List.of(IMAGES), (ops, in) -> ops.math.abs(in.get(0)));
      CompiledFunction other = function(fusions);
      Operand<TFloat32> images = graph.constant(new double[6], 1, 2, 3);
      twice.apply(tf, List.of(images));
      twice.apply(tf, List.of(images));
      other.call(tf, operands(tf, images));
      fusions.early(tf.withSubScope("compile"));
      assertThat(graph.graph().toGraphDef().getNodeList())
          .filteredOn(node -> node.getName().startsWith("compile/"))
          .filteredOn(node -> node.getOp().equals("PartitionedCall"))
          .extracting(EarlyCompilationTest::called)
          .satisfiesExactly(
              name -> assertThat(name).startsWith("twice"),
              name -> assertThat(name).startsWith("other"));
    }
  }

  @Test
  void run_anyBatch_callsFunctionsWithOperandsOfTheirShapes() {
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Fusions fusions = Fusions.compiled(tf, 0);
      // More functions than processors, so that chains have a second link.
      for (int i = 0; i <= Runtime.getRuntime().availableProcessors(); i++) {
        fusions
            .define("plus" + i, List.of(IMAGES), (ops, in) -> ops.math.neg(in.get(0)))
            .apply(tf, List.of(graph.constant(new double[6], 1, 2, 3)));
      }
      Operand<TFloat32> images = graph.constant(new double[6], 1, 2, 3);
      function(fusions).call(tf, operands(tf, images));
      EarlyCompilation early = fusions.early(tf.withSubScope("compile"));
      try (Session session = new Session(graph.graph(), Device.cpu().configuration())) {
        early.run(session, RunOptions.getDefaultInstance(), 4);
        early.run(session, RunOptions.getDefaultInstance(), 1);
        // Threads that this session does not have: the options reach the run.
        RunOptions aside = SessionPlace.aside();
        assertThatThrownBy(() -> early.run(session, aside, 4))
            .hasMessageContaining("inter_op_thread_pool");
      }
    }
  }

  /** Operands of other sizes than half of the batch, and four rows an image of it, are refused. */
  @Test
  void run_shares_callsFunctionsWithTheirRows() {
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Fusions fusions = Fusions.compiled(tf, 0);
      CompiledFunction function =
          fusions.function(
              "rows",
              List.of(
                  new Argument(TFloat32.class, Shape.of(-1, 3), new Rows(1, 2)),
                  new Argument(TFloat32.class, Shape.of(-1, 3), new Rows(4, 2))),
              (ops, in) ->
                  List.of(
                      ops.math.sub(
                          ops.reshape(
                              in.get(0).expect(TFloat32.class), ops.constant(new int[] {3, 1, 3})),
                          ops.reshape(
                              in.get(1).expect(TFloat32.class),
                              ops.constant(new int[] {3, 4, 3})))));
      function.call(
          tf, List.of(graph.constant(new double[9], 3, 3), graph.constant(new double[36], 12, 3)));
      EarlyCompilation early = fusions.early(tf.withSubScope("compile"));
      try (Session session = new Session(graph.graph(), Device.cpu().configuration())) {
        early.run(session, RunOptions.getDefaultInstance(), 6);
        assertThatThrownBy(() -> early.run(session, RunOptions.getDefaultInstance(), 8))
            .hasMessageContaining("reshape");
      }
    }
  }

  /** Operands of all types; other shapes than these are refused when it is called. */
  private static CompiledFunction function(Fusions fusions) {
    return fusions.function(
        "other",
        List.of(
            new Argument(TFloat32.class, IMAGES),
            new Argument(TFloat32.class, Shape.of(50)),
            new Argument(TBfloat16.class, IMAGES),
            new Argument(TInt64.class, Shape.of(-1, 5)),
            new Argument(TUint8.class, Shape.of(7))),
        EarlyCompilationTest::body);
  }

  private static List<Output<?>> operands(Ops tf, Operand<TFloat32> images) {
    return List.of(
        images.asOutput(),
        tf.zeros(tf.constant(new int[] {50}), TFloat32.class).asOutput(),
        tf.dtypes.cast(images, TBfloat16.class).asOutput(),
        tf.zeros(tf.constant(new int[] {1, 5}), TInt64.class).asOutput(),
        tf.zeros(tf.constant(new int[] {7}), TUint8.class).asOutput());
  }

  private static List<Operand<?>> body(Ops tf, List<Output<?>> in) {
    return List.of(
        tf.math.add(
            in.get(0).expect(TFloat32.class),
            tf.dtypes.cast(in.get(2).expect(TBfloat16.class), TFloat32.class)),
        tf.math.neg(in.get(1).expect(TFloat32.class)),
        tf.math.neg(in.get(3).expect(TInt64.class)),
        tf.dtypes.cast(in.get(4).expect(TUint8.class), TFloat32.class));
  }

  private static String called(NodeDef node) {
    return node.getAttrMap().get("f").getFunc().getName();
  }
}
