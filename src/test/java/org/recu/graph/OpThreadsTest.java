package org.recu.graph;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class OpThreadsTest {

  @Test
  void new_negative_isRejected() {
    assertThatThrownBy(() -> new OpThreads(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an op needs a thread, not -1");
  }
}
