package org.recu.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.graph.Device;
import org.recu.graph.DeviceGroup;

final class DeviceNamesTest {

  @Test
  void parse_names_areDevicesInTheirOrder() {
    assertThat(DeviceNames.parse("1,0"))
        .contains(new DeviceGroup(List.of(Device.gpu(1), Device.gpu(0))));
    assertThat(DeviceNames.parse("cpu")).contains(DeviceGroup.of(Device.cpu()));
    assertThat(DeviceNames.parse("cpu:1")).contains(DeviceGroup.of(Device.cpu()));
    assertThat(DeviceNames.parse("cpu:64").orElseThrow().size()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3,1", "cpu", "cpu:2"})
  void of_parsed_isTheName(String name) {
    assertThat(DeviceNames.of(DeviceNames.parse(name).orElseThrow())).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0,", "0,0", "00,0", "-1", "0, 1", "cpu:0", "cpu:65", "cpu,0", "gpu"})
  void parse_anythingElse_isNone(String name) {
    assertThat(DeviceNames.parse(name)).isEmpty();
  }
}
