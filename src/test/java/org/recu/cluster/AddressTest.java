package org.recu.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {

  @Test
  void of_hostAndPort_bothAreKept() {
    assertThat(Address.of("node-1.example:2222")).contains(new Address("node-1.example", 2222));
    assertThat(Address.of("[::1]:65535")).contains(new Address("[::1]", 65535));
    assertThat(Address.of("10.0.0.7:1").map(Address::toString)).contains("10.0.0.7:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h",
        "h:",
        ":2222",
        "h:0",
        "h:65536",
        "h:-1",
        "h:x",
        "a b:1",
        "::1:2222",
        "h:2222/x",
        "[]:1",
        "h:123456"
      })
  void of_anythingElse_nothing(String text) {
    assertThat(Address.of(text)).isEqualTo(Optional.empty());
  }

  @Test
  void isLoopback_ofThisMachineOnly() {
    assertThat(new Address("127.0.0.1", 1).isLoopback()).isTrue();
    assertThat(new Address("[::1]", 1).isLoopback()).isTrue();
    assertThat(new Address("10.0.0.7", 1).isLoopback()).isFalse();
  }
}
