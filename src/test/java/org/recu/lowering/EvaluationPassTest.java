package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.recu.fusion.Fusions;
import org.recu.graph.TestGraph;
import org.recu.lowering.EvaluationPass.Result;
import org.recu.lowering.EvaluationPass.Start;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** A compiled pass against the same op by op: equal to the bit, over a million numbers. */
final class EvaluationPassTest {

  private static final int BATCH = 16;
  private static final int SIZE = 32;
  private static final int CHANNELS = 64;
  private static final List<Result> RESULTS = List.of(Result.NUMBER, Result.CLAMPED, Result.MARK);

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void run_sumsAndShortcut_roundsAsOpsDo() {
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Operand<TFloat32> shortcut =
          graph.constant(
              TestGraph.normal(random, BATCH * SIZE * SIZE * CHANNELS),
              BATCH,
              SIZE,
              SIZE,
              CHANNELS);
      assertRounds(
          graph,
          new EvaluationPass(Start.SUMS, Shape.of(-1, SIZE, SIZE, CHANNELS), true, RESULTS),
          sums -> sums,
          List.of(shortcut),
          normalized -> tf.math.add(normalized, shortcut));
    }
  }

  @Test
  void run_pooledSums_takesTheGreatestOfEachSquare() {
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Operand<TInt32> two = tf.constant(new int[] {1, 2, 2, 1});
      Shape half = Shape.of(-1, SIZE / 2, SIZE / 2, CHANNELS);
      assertRounds(
          graph,
          new EvaluationPass(Start.POOLED_SUMS, half, false, RESULTS),
          sums -> tf.nn.maxPool(sums, two, two, "VALID"),
          List.of(),
          normalized -> normalized);
    }
  }

  /** Compares a pass over normalised sums with the ops before and after the normalisation. */
  private void assertRounds(
      TestGraph graph,
      EvaluationPass pass,
      UnaryOperator<Operand<TFloat32>> before,
      List<Operand<TFloat32>> more,
      UnaryOperator<Operand<TFloat32>> after) {
    Ops tf = graph.tf();
    Operand<TFloat32> sums = sums(graph);
    Operand<TFloat32> gain = graph.constant(TestGraph.normal(random, CHANNELS), CHANNELS);
    Operand<TFloat32> offset = graph.constant(TestGraph.normal(random, CHANNELS), CHANNELS);
    List<Operand<?>> operands =
        new ArrayList<>(List.of(tf.dtypes.cast(sums, TInt32.class), gain, offset));
    operands.addAll(more);
    assertSame(
        graph,
        pass.run(tf, Fusions.compiled(tf), operands),
        after.apply(tf.math.add(tf.math.mul(before.apply(sums), gain), offset)));
  }

  @Test
  void run_realNumbers_zeroHasNoSign() {
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      double[] numbers = {0, -0.0, 1e-45, -1e-45, 3, -3};
      List<Output<?>> found =
          new EvaluationPass(
                  Start.REAL, Shape.of(-1, 1, 1, 6), false, List.of(Result.CLAMPED, Result.MARK))
              .run(tf, Fusions.compiled(tf), List.of(graph.constant(numbers, 1, 1, 1, 6)));
      assertThat(graph.value(found.get(0).expect(TFloat32.class))[4]).isEqualTo(1);
      assertThat(graph.value(tf.dtypes.cast(found.get(1).expect(TUint8.class), TFloat32.class)))
          .containsExactly(graph.value(marks(tf, tf.math.sign(graph.constant(numbers, 6)))));
    }
  }

  /** Whole numbers, as many as a layer's sums are. */
  private Operand<TFloat32> sums(TestGraph graph) {
    double[] sums = new double[BATCH * SIZE * SIZE * CHANNELS];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = random.nextInt(-576, 577);
    }
    return graph.constant(sums, BATCH, SIZE, SIZE, CHANNELS);
  }

  private static void assertSame(
      TestGraph graph, List<Output<?>> found, Operand<TFloat32> expected) {
    Ops tf = graph.tf();
    Operand<TFloat32> sign = tf.math.sign(expected);
    List<double[]> values =
        graph.values(
            List.of(
                expected,
                found.get(0).expect(TFloat32.class),
                tf.clipByValue(expected, tf.constant(-1f), tf.constant(1f)),
                found.get(1).expect(TFloat32.class),
                marks(tf, sign),
                tf.dtypes.cast(found.get(2).expect(TUint8.class), TFloat32.class)));
    for (int i = 0; i < values.size(); i += 2) {
      assertThat(values.get(i + 1)).isEqualTo(values.get(i));
    }
  }

  /** 17 for +1, 16 for -1. */
  private static Operand<TFloat32> marks(Ops tf, Operand<TFloat32> sign) {
    return tf.math.add(
        tf.math.mul(tf.math.abs(sign), tf.constant(16f)), tf.math.maximum(sign, tf.constant(0f)));
  }
}
