package org.recu.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recu.graph.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class CustomGradientTest {

  @Test
  void attach_value_passesToTheBit() {
    double[] values = {0, -0.0, Float.MIN_VALUE, 1f / 3, -3.4028235e38f, 1e-30f};
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> input = graph.constant(new double[values.length], values.length);
      Operand<TFloat32> node =
          CustomGradient.attach(
              graph.tf(),
              graph.constant(values, values.length),
              List.of(input),
              (tf, upstream) -> List.of(upstream));
      double[] found = graph.value(node);
      for (int i = 0; i < values.length; i++) {
        assertThat(Float.floatToRawIntBits((float) found[i]))
            .isEqualTo(Float.floatToRawIntBits((float) values[i]));
      }
    }
  }

  @Test
  void attach_gradient_isTheFormulasAndNotTheValues() {
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> input = graph.constant(new double[] {1, 2, 3}, 3);
      // The value is the square, whose own gradient would be 2, 4, 6.
      Operand<TFloat32> node =
          CustomGradient.attach(
              graph.tf(),
              graph.tf().math.square(input),
              List.of(input),
              (tf, upstream) -> List.of(tf.math.mul(upstream, tf.constant(10f))));
      Operand<TFloat32> upstream = graph.constant(new double[] {1, 0.5, -2}, 3);
      assertThat(graph.value(node)).containsExactly(1, 4, 9);
      assertThat(graph.gradients(node, upstream, List.of(input)).get(0))
          .containsExactly(10, 5, -20);
    }
  }

  @Test
  void attach_twoInputs_eachHasItsOwnGradient() {
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> first = graph.constant(new double[] {1, 2}, 2);
      Operand<TFloat32> second = graph.constant(new double[] {3}, 1);
      Operand<TFloat32> node =
          CustomGradient.attach(
              graph.tf(),
              graph.tf().math.mul(first, second),
              List.of(first, second),
              (tf, upstream) ->
                  List.of(tf.math.neg(upstream), tf.reduceSum(upstream, tf.constant(0))));
      Operand<TFloat32> upstream = graph.constant(new double[] {5, 7}, 2);
      List<double[]> gradients = graph.gradients(node, upstream, List.of(first, second));
      assertThat(gradients.get(0)).containsExactly(-5, -7);
      assertThat(gradients.get(1)).containsExactly(12);
    }
  }

  @Test
  void fork_firstReadThroughTheNode_bothGradientsReachTheFormula() {
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> input = graph.constant(new double[] {1, 2}, 2);
      CustomGradient.Fork<TFloat32> fork = forked(graph, input);
      Operand<TFloat32> beside = graph.tf().math.mul(fork.first().get(), graph.tf().constant(5f));
      Operand<TFloat32> output = graph.tf().math.add(fork.value(), beside);
      assertThat(graph.value(beside)).containsExactly(5, 10);
      Operand<TFloat32> upstream = graph.constant(new double[] {1, -2}, 2);
      // 10 times what comes through the value, and 100 times what comes beside it.
      assertThat(graph.gradients(output, upstream, List.of(input)).get(0))
          .containsExactly(510, -1020);
    }
  }

  @Test
  void fork_firstNotReadThroughTheNode_formulaGetsTheValuesGradientAlone() {
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> input = graph.constant(new double[] {1, 2}, 2);
      Operand<TFloat32> upstream = graph.constant(new double[] {1, -2}, 2);
      assertThat(graph.gradients(forked(graph, input).value(), upstream, List.of(input)).get(0))
          .containsExactly(10, -20);
    }
  }

  private static CustomGradient.Fork<TFloat32> forked(TestGraph graph, Operand<TFloat32> input) {
    return CustomGradient.fork(
        graph.tf(),
        graph.tf().math.square(input),
        List.of(input),
        (Ops tf, Operand<TFloat32> upstream, Optional<Operand<TFloat32>> beside) -> {
          Operand<TFloat32> own = tf.math.mul(upstream, tf.constant(10f));
          return List.of(
              beside.isPresent()
                  ? tf.math.add(own, tf.math.mul(beside.get(), tf.constant(100f)))
                  : own);
        });
  }

  @Test
  void attach_oneNodeBehindAnother_gradientsFlowThroughBoth() {
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> input = graph.constant(new double[] {0.5, -0.5}, 2);
      Operand<TFloat32> output = times(graph, times(graph, input, 2), 3);
      Operand<TFloat32> upstream = graph.constant(new double[] {1, 1}, 2);
      assertThat(graph.gradients(output, upstream, List.of(input)).get(0)).containsExactly(6, 6);
    }
  }

  @Test
  void attach_twoGraphsAtOnce_keepTheirFormulasApart() {
    try (TestGraph first = new TestGraph();
        TestGraph second = new TestGraph()) {
      List<double[]> found = new ArrayList<>();
      Operand<TFloat32> firstInput = first.constant(new double[] {1}, 1);
      Operand<TFloat32> secondInput = second.constant(new double[] {1}, 1);
      Operand<TFloat32> firstNode = times(first, firstInput, 2);
      Operand<TFloat32> secondNode = times(second, secondInput, 3);
      assertThat(firstNode.op().name()).isEqualTo(secondNode.op().name());
      found.addAll(
          second.gradients(secondNode, second.constant(new double[] {1}, 1), List.of(secondInput)));
      found.addAll(
          first.gradients(firstNode, first.constant(new double[] {1}, 1), List.of(firstInput)));
      assertThat(found.get(0)).containsExactly(3);
      assertThat(found.get(1)).containsExactly(2);
    }
  }

  @Test
  void forget_oneGraph_leavesTheOther() {
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> input = graph.constant(new double[] {1}, 1);
      Operand<TFloat32> node = times(graph, input, 2);
      try (TestGraph other = new TestGraph()) {
        times(other, other.constant(new double[] {1}, 1), 3);
      }
      Operand<TFloat32> upstream = graph.constant(new double[] {1}, 1);
      assertThat(graph.gradients(node, upstream, List.of(input)).get(0)).containsExactly(2);
    }
  }

  /** The input as it is, with a gradient that is so many times the upstream one. */
  private static Operand<TFloat32> times(TestGraph graph, Operand<TFloat32> input, float factor) {
    return CustomGradient.attach(
        graph.tf(),
        input,
        List.of(input),
        (tf, upstream) -> List.of(tf.math.mul(upstream, tf.constant(factor))));
  }
}
