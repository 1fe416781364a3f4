package org.recu.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunConfigTest {

  @TempDir Path folder;

  @Test
  void read_whatWasWritten_isTheSame() throws IOException {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("model", "resnet20_1w1a");
    options.put("epochs", 600);
    options.put("weight_decay", 5e-4);
    options.put("warm_up", true);
    options.put("lr_decay_step", List.of(30, 60));
    options.put("limit_test", null);
    RunConfig config =
        new RunConfig(
            options,
            new Versions("0.1.0", "2.18.0", "17"),
            new Machine("Linux 6", "amd64", 2, "C"));
    Path file = folder.resolve("config.json");
    config.write(file);
    assertThat(RunConfig.read(file)).isEqualTo(config);
    assertThat(file)
        .content()
        .contains("\"epochs\" : 600", "\"limit_test\" : null", "\"tensorflow\" : \"2.18.0\"");
  }

  @Test
  void read_noFile_saysSo() {
    Path file = folder.resolve("config.json");
    assertThatThrownBy(() -> RunConfig.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is missing: there is no run to resume");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"model\":",
        "{\"model\": \"m\"}",
        "{\"versions\": 3, \"machine\": {}}"
      })
  void read_somethingElse_isRefused(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), content);
    assertThatThrownBy(() -> RunConfig.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " is not a run's config.json: ");
  }

  @Test
  void cpuName_listOfLinux_isTheFirst() throws IOException {
    Path cpuinfo =
        Files.writeString(
            folder.resolve("cpuinfo"),
            "processor\t: 0\nmodel name\t: A: fast one\n\nmodel name\t: B\n");
    assertThat(Machine.cpuName(cpuinfo)).contains("A: fast one");
    assertThat(Machine.cpuName(folder.resolve("none"))).isEmpty();
  }

  @Test
  void here_thisMachine_hasAProcessor() {
    assertThat(Machine.here().processors()).isPositive();
    assertThat(Versions.ofThisProgram().java()).startsWith(System.getProperty("java.version"));
  }
}
