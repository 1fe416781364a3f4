package org.recu.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class PeakMemoryTest {

  @Test
  void in_aStatus_isTheHighWaterMark() {
    assertThat(PeakMemory.in(List.of("Name:\tjava", "VmPeak:\t 90 kB", "VmHWM:\t   12 kB")))
        .hasValue(12 * 1024);
  }

  @Test
  void in_aStatusWithoutIt_isNotKnown() {
    assertThat(PeakMemory.in(List.of("Name:\tjava", "VmHWM:\t12"))).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void bytes_onLinux_areKnown() {
    assertThat(PeakMemory.bytes().getAsLong()).isPositive();
  }
}
