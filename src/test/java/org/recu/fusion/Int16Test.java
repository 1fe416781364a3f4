package org.recu.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.graph.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint16;

/** Whole numbers of 16 bits on their way through functions of a graph. */
final class Int16Test {

  private static final double[] NUMBERS = {-32768, -32767, -4608, -1, 0, 1, 257, 4607, 32767};

  @Test
  void float32AndInt32_ofAnyNumbers_areTheSame() {
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Operand<TUint16> bits = Int16.of(tf, graph.constant(NUMBERS, 1, NUMBERS.length));
      assertThat(graph.value(Int16.float32(tf, bits))).containsExactly(NUMBERS);
      assertThat(graph.value(tf.dtypes.cast(Int16.int32(tf, bits), TFloat32.class)))
          .containsExactly(NUMBERS);
    }
  }

  @Test
  void widening_compiledFormula_readsTheNumbers() {
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Operand<TUint16> bits = Int16.of(tf, graph.constant(NUMBERS, 1, NUMBERS.length));
      Fusion doubled =
          Fusions.compiled(tf, 1)
              .widening(
                  "doubled",
                  List.of(new Argument(TUint16.class, bits.shape())),
                  (ops, in) -> ops.math.add(in.get(0), in.get(0)));
      double[] expected = new double[NUMBERS.length];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = 2 * NUMBERS[i];
      }
      assertThat(graph.value(doubled.apply(tf, List.of(bits)))).containsExactly(expected);
    }
  }
}
