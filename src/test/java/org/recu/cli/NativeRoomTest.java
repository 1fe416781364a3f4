package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recu.run.MemoryLimit;

final class NativeRoomTest {

  private static final long LEAST = 1_200L << 20;

  private static final String SHORTAGE =
      "there is no room for TensorFlow, which takes 1.3 GB or more: a limit: raise the limit, or"
          + " leave Java less (-Xmx in RECU_JAVA_OPTS)";

  private static NativeRoom of(long bytes) {
    return new NativeRoom(Optional.of(new MemoryLimit(bytes, bytes, "a limit")));
  }

  @Test
  void require_tooLittle_saysWhatToDo() throws IOException {
    new NativeRoom(Optional.empty()).require();
    of(LEAST).require();
    assertThatThrownBy(() -> of(LEAST - 1).require())
        .isInstanceOf(IOException.class)
        .hasMessage(SHORTAGE);
  }

  /** As much as lets TensorFlow start may still be too little for a library of it. */
  @Test
  void shortage_ofALibraryThatDoesNotLoad_isLikelySooner() {
    assertThat(new NativeRoom(Optional.empty()).shortage()).isEmpty();
    assertThat(of(4L << 30).shortage()).isEmpty();
    assertThat(of((4L << 30) - 1).shortage()).hasValue(SHORTAGE);
  }
}
