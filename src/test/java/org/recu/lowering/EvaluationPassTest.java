package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.fusion.Fusions;
import org.recu.graph.TestGraph;
import org.recu.lowering.EvaluationPass.Start;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A compiled pass against the same op by op: equal to the bit, over a million numbers. */
final class EvaluationPassTest {

  private static final int BATCH = 16;
  private static final int SIZE = 32;
  private static final int CHANNELS = 64;

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void run_pooledSums_takesTheGreatestOfEachSquareAndRoundsAsOpsDo() {
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Fusions fusions = Fusions.compiled(tf);
      Operand<TFloat32> sums = sums(graph);
      Operand<TFloat32> gain = graph.constant(TestGraph.normal(random, CHANNELS), CHANNELS);
      Operand<TFloat32> offset = graph.constant(TestGraph.normal(random, CHANNELS), CHANNELS);
      List<Operand<?>> operands = List.of(tf.dtypes.cast(sums, TInt32.class), gain, offset);
      Shape half = Shape.of(-1, SIZE / 2, SIZE / 2, CHANNELS);
      Operand<TInt32> two = tf.constant(new int[] {1, 2, 2, 1});
      Operand<TFloat32> expected =
          tf.math.add(tf.math.mul(tf.nn.maxPool(sums, two, two, "VALID"), gain), offset);
      List<double[]> values =
          graph.values(
              List.of(
                  expected,
                  new EvaluationPass(Start.POOLED_SUMS, half, false, false)
                      .run(tf, fusions, operands),
                  tf.clipByValue(expected, tf.constant(-1f), tf.constant(1f)),
                  new EvaluationPass(Start.POOLED_SUMS, half, false, true)
                      .run(tf, fusions, operands)));
      assertThat(values.get(1)).isEqualTo(values.get(0));
      assertThat(values.get(3)).isEqualTo(values.get(2));
    }
  }

  /** Channels whose sums take one loop, and four, the last of which the pass ends. */
  @ParameterizedTest
  @ValueSource(ints = {16, CHANNELS, 4 * CHANNELS})
  void end_ofCountingLoop_roundsAsOpsDo(int channels) {
    Convolution form = Convolution.threeByThree(channels, 1);
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Operand<TFloat32> activation =
          graph.constant(TestGraph.normal(random, SIZE * SIZE * channels), 1, SIZE, SIZE, channels);
      double[] signs = new double[9 * channels * channels];
      Arrays.setAll(signs, i -> random.nextBoolean() ? 1 : -1);
      Operand<TFloat32> weight = graph.constant(signs, 3, 3, channels, channels);
      Operand<TFloat32> gain = graph.constant(TestGraph.normal(random, channels), channels);
      Operand<TFloat32> offset = graph.constant(TestGraph.normal(random, channels), channels);
      Fusions fusions = Fusions.compiled(tf);
      OneBitLoop<TInt32> loop = OneBitSums.loop(form, activation.shape(), TInt32.class);
      EvaluationPass pass =
          new EvaluationPass(Start.SUMS, Shape.of(-1, SIZE, SIZE, channels), true, true);
      Operand<TFloat32> sums = new ConvolutionOps(form).of(tf, tf.math.sign(activation), weight);
      Operand<TFloat32> normalized = tf.math.add(tf.math.mul(sums, gain), offset);
      List<double[]> values =
          graph.values(
              List.of(
                  tf.clipByValue(
                      tf.math.add(normalized, activation), tf.constant(-1f), tf.constant(1f)),
                  OneBitSums.counted(
                      tf,
                      fusions,
                      loop,
                      activation,
                      new WeightPlane(loop.layout(), channels).of(tf, fusions, weight),
                      Optional.empty(),
                      operands ->
                          loop.of(
                              tf,
                              fusions,
                              operands,
                              pass.end(List.of(gain, offset, activation))))));
      assertThat(Arrays.equals(values.get(1), values.get(0))).isTrue();
    }
  }

  @Test
  void run_realNumbers_areClampedAlone() {
    try (TestGraph graph = new TestGraph()) {
      double[] numbers = {0, 0.5, -0.75, 3, -3, Double.NaN};
      EvaluationPass pass = new EvaluationPass(Start.REAL, Shape.of(-1, 1, 1, 6), false, true);
      assertThat(
              graph.value(
                  pass.run(
                      graph.tf(),
                      Fusions.compiled(graph.tf()),
                      List.of(graph.constant(numbers, 1, 1, 1, 6)))))
          .containsExactly(0, 0.5, -0.75, 1, -1, Double.NaN);
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
}
