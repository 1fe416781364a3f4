package org.recu.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** In which sessions a run can have threads of its own. */
final class SessionPlaceTest {

  private static final DeviceGroup CPU = DeviceGroup.of(Device.cpu());

  @Test
  void aside_sessionThatTrains_runs() {
    assertThat(aside(SessionPlace.training(CPU))).isEqualTo(3);
  }

  @Test
  void aside_anotherSession_hasNoSuchThreads() {
    SessionPlace place = SessionPlace.on(CPU);
    assertThatThrownBy(() -> aside(place))
        .isInstanceOf(TFInvalidArgumentException.class)
        .hasMessageContaining("inter_op_thread_pool");
  }

  private static float aside(SessionPlace place) {
    try (GraphSession graph = new GraphSession()) {
      Ops tf = graph.ops();
      Operand<TFloat32> sum = tf.math.add(tf.constant(1f), tf.constant(2f));
      Session session = graph.open(place);
      try (Result result = session.runner().setOptions(SessionPlace.aside()).fetch(sum).run()) {
        return ((TFloat32) result.get(0)).getFloat();
      }
    }
  }
}
