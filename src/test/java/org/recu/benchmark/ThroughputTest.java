package org.recu.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ThroughputTest {

  @Test
  void of_severalMeasurements_isTheMiddleOfThem() {
    assertThat(Throughput.of(List.of(30.0, 10.0, 20.0))).isEqualTo(new Throughput(20, 1));
    assertThat(Throughput.of(List.of(10.0, 40.0, 20.0, 30.0))).isEqualTo(new Throughput(25, 1.2));
    assertThat(Throughput.of(List.of(7.0))).isEqualTo(new Throughput(7, 0));
  }

  @Test
  void of_nothing_isRefused() {
    assertThatThrownBy(() -> Throughput.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no measurements");
  }
}
