package org.recu.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class ScopedGraphTest {

  private final Graph graph = new Graph();

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void ops_nestedScopes_haveTheNamesOfAGraphsOwn() {
    try (Graph other = new Graph()) {
      assertThat(names(ScopedGraph.ops(graph))).isEqualTo(names(Ops.create(other)));
    }
  }

  private static String names(Ops tf) {
    Operand<TFloat32> one = tf.constant(1f);
    Ops layer = tf.withSubScope("layer");
    Operand<TFloat32> two = layer.math.add(one, one);
    Operand<TFloat32> three = layer.math.add(two, one);
    Operand<TFloat32> four = tf.withSubScope("layer").withName("sum").math.add(three, one);
    return String.join(" ", one.op().name(), two.op().name(), three.op().name(), four.op().name());
  }

  @Test
  void ops_takenName_isRefused() {
    ScopedGraph.ops(graph).withName("one").constant(1f);

    assertThatThrownBy(() -> ScopedGraph.ops(graph).withName("one").constant(1f))
        .hasMessageContaining("Duplicate node name in graph: 'one'");
  }

  @Test
  void ops_operandOfAnotherGraph_isRefused() {
    try (Graph other = new Graph()) {
      Operand<TFloat32> foreign = Ops.create(other).constant(1f);

      assertThatThrownBy(() -> ScopedGraph.ops(graph).identity(foreign))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
