package org.recu.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.recu.graph.Numbers;
import org.recu.graph.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/** What follows a convolution in mixed precision against the same in float32. */
final class MixedNormalizationTest {

  private static final int[] SHAPE = {3, 4, 5, 4};
  private static final int COUNT = 3 * 4 * 5 * 4;
  private static final double[] ALPHA = {0.7, 0.4, 1e-3, 2e-3};

  private final SplittableRandom random = new SplittableRandom(8);
  private final TestGraph graph = new TestGraph();
  private final Ops tf = graph.tf();
  private final LiveParameters parameters = new LiveParameters(tf, 1);
  private final Tower tower =
      Tower.training(tf, parameters, Device.cpu(), Arithmetic.MIXED, tf.constant(0.9f));
  private final Operand<TFloat32> scale = graph.constant(ALPHA, 4);

  /** Whole numbers that bfloat16 holds. */
  private final Operand<TFloat32> sums =
      constant(random.ints(COUNT, -9, 10).mapToDouble(i -> 2 * i).toArray());

  private final Operand<TFloat32> shortcut = constant(TestGraph.normal(random, COUNT));
  private final Operand<TFloat32> upstream = constant(TestGraph.normal(random, COUNT));

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void value_ofScaledSums_isNearTheFloat32One() {
    assertAlike((input, name) -> BatchNormalization.apply(tower, name, scaled(input)), 2e-5);
  }

  @Test
  void value_ofAConvolution_isNearTheFloat32One() {
    assertAlike((input, name) -> BatchNormalization.apply(tower, name, input), 2e-5);
  }

  @Test
  void hardTanh_isNearTheFloat32One() {
    assertAlike(
        (input, name) ->
            HardTanh.apply(tower, BatchNormalization.apply(tower, name, scaled(input))),
        2e-5);
  }

  @Test
  void hardTanhOfSum_isNearTheFloat32One() {
    assertAlike(
        (input, name) ->
            HardTanh.ofSum(tower, BatchNormalization.apply(tower, name, scaled(input)), shortcut),
        2e-5);
  }

  /** Without it the layers would still be right, and take the slow way. */
  @Test
  void origins_ofWhatAConvolutionGave_areFoundAgain() {
    Operand<TBfloat16> given = narrow();
    Operand<TFloat32> wide = tower.origins().widened(tf, given);
    assertThat(tower.origins().narrow(wide)).containsSame(given);
    assertThat(tower.origins().normalized(BatchNormalization.apply(tower, "bn", scaled(wide))))
        .hasValueSatisfying(found -> assertThat(found.normalization().batch()).isSameAs(given));
    assertThat(tower.origins().normalized(BatchNormalization.apply(tower, "bn1", wide)))
        .isPresent();
    assertThat(tower.origins().narrow(sums)).isEmpty();
    assertThat(tower.origins().normalized(BatchNormalization.apply(tower, "bn2", sums))).isEmpty();
  }

  @Test
  void hardTanhOfSum_shortcut_hasItsGradientIn32Bits() {
    Operand<TFloat32> output =
        HardTanh.ofSum(
            tower,
            BatchNormalization.apply(tower, "bn", scaled(tower.origins().widened(tf, narrow()))),
            shortcut);
    assign("bn");
    double[] values = graph.value(output);
    double[] given = graph.value(upstream);
    double[] expected = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      expected[i] = Math.abs(values[i]) < 1 ? given[i] : 0;
    }
    assertThat(expected).contains(0);
    assertThat(Arrays.stream(expected).anyMatch(value -> value != 0)).isTrue();
    assertThat(graph.gradients(output, upstream, List.of(shortcut)).get(0))
        .containsExactly(expected);
  }

  /**
   * bfloat16 keeps 8 bits: a gradient that is rounded to it once on its way in and once on its way
   * out is off by 1/128 at most, and sums of such by less.
   */
  private void assertAlike(
      BiFunction<Operand<TFloat32>, String, Operand<TFloat32>> layer, double tolerance) {
    Operand<TFloat32> expected = layer.apply(sums, "wide");
    Operand<TFloat32> found = layer.apply(tower.origins().widened(tf, narrow()), "narrow");
    for (String name : List.of("wide", "narrow")) {
      assign(name);
    }
    Numbers.assertClose("value", graph.value(found), graph.value(expected), tolerance);
    List<double[]> wanted = graph.gradients(expected, upstream, inputs("wide"));
    List<double[]> got = graph.gradients(found, upstream, inputs("narrow"));
    for (int i = 0; i < wanted.size(); i++) {
      Numbers.assertClose("gradient " + i, got.get(i), wanted.get(i), 2e-2);
    }
  }

  private void assign(String name) {
    graph.assign(variable(name + ".weight"), 1.5, -0.5, 0.25, 2);
    graph.assign(variable(name + ".bias"), 0.5, 0, -1, 3);
  }

  private List<Operand<TFloat32>> inputs(String name) {
    return List.of(sums, value(name + ".weight"), value(name + ".bias"));
  }

  private Operand<TFloat32> value(String name) {
    return variable(name).value();
  }

  private Variable variable(String name) {
    return parameters.variables().stream()
        .filter(variable -> variable.parameter().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Operand<TBfloat16> narrow() {
    return tf.dtypes.cast(sums, TBfloat16.class);
  }

  private ScaledSums scaled(Operand<TFloat32> input) {
    return new ScaledSums(input, scale);
  }

  private Operand<TFloat32> constant(double[] values) {
    return graph.constant(values, SHAPE[0], SHAPE[1], SHAPE[2], SHAPE[3]);
  }
}
