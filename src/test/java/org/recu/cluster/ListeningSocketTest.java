package org.recu.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ListeningSocketTest {

  @Test
  void listening_oneOfSeveralSockets_itsInode() {
    List<String> table =
        List.of(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode",
            "   0: 0100007F:08AE 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0 0 111 1 0",
            "   1: 0100007F:08AE 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  0 0 222 1 0",
            "   2: 00000000:08AF 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0 0 333 1 0");
    assertThat(ListeningSocket.listening(table, 2222)).containsExactly("111");
    assertThat(ListeningSocket.listening(table, 2224)).isEmpty();
  }
}
