package org.recu.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recu.autodiff.CustomGradient;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Who closes a graph, whatever happens while it is built. */
final class GraphSessionTest {

  @Test
  void build_fails_closesTheGraphItsSessionAndItsGradients() {
    List<GraphSession> graphs = new ArrayList<>();
    List<Session> sessions = new ArrayList<>();
    assertThatThrownBy(
            () ->
                GraphSession.build(
                    graph -> {
                      graphs.add(graph);
                      Ops tf = graph.ops();
                      Operand<TFloat32> one = tf.constant(1f);
                      CustomGradient.attach(tf, one, List.of(one), (ops, up) -> List.of(up));
                      sessions.add(graph.open(Device.cpu()));
                      assertThat(CustomGradient.remembers(graph.graph())).isTrue();
                      throw new IOException("no such weights");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("no such weights");
    assertThat(CustomGradient.remembers(graphs.get(0).graph())).isFalse();
    assertThatThrownBy(() -> graphs.get(0).graph().toGraphDef())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> sessions.get(0).runner().addTarget("Const").run())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void build_succeeds_leavesTheGraphToItsOwner() {
    try (GraphSession graph = GraphSession.build(built -> built)) {
      Operand<TFloat32> two = graph.ops().constant(2f);
      Session session = graph.open(Device.cpu());
      try (TFloat32 value = (TFloat32) session.runner().fetch(two).run().get(0)) {
        assertThat(value.getFloat()).isEqualTo(2);
      }
      assertThatThrownBy(() -> graph.open(Device.cpu()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the session is open already");
    }
  }
}
