package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.graph.OpThreads;
import org.recu.lowering.Arithmetic;
import org.recu.run.DeviceNames;

final class ComputeOptionsTest {

  private static ComputeOptions on(String devices) {
    return new ComputeOptions(DeviceNames.parse(devices).orElseThrow(), Arithmetic.FLOAT32, false);
  }

  @ParameterizedTest
  @CsvSource({"cpu", "0", "'0,1'"})
  void opThreads_oneCpuDeviceOrGpus_areTensorFlowsChoice(String devices) {
    assertThat(on(devices).opThreads()).isEqualTo(OpThreads.all());
  }

  @Test
  void opThreads_severalCpuDevices_shareTheProcessors() {
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(on("cpu:2").opThreads().number()).isEqualTo(Math.max(1, processors / 2));
    if (processors < 64) {
      assertThat(on("cpu:64").opThreads().number()).isEqualTo(1);
    }
  }

  @Test
  void rows_batchThatDoesNotDivide_areTheMostOfADevice() {
    assertThat(on("cpu:3").rows(10)).isEqualTo(4);
    assertThat(on("cpu").rows(10)).isEqualTo(10);
  }
}
