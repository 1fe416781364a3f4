package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.cluster.Address;
import org.recu.cluster.ClusterOptions;
import org.recu.cluster.ScriptedTeam;
import org.recu.run.FreshRun;

final class ClusterSettingsTest {

  private static final List<Address> HOSTS =
      List.of(new Address("h1", 2222), new Address("h2", 2222));

  private static final String TF_CONFIG =
      "{\"cluster\": {\"worker\": [\"h1:2222\", \"h2:2222\"]}, "
          + "\"task\": {\"type\": \"worker\", \"index\": 1}}";

  @Test
  void read_nothing_trainsAlone() throws UsageException {
    assertThat(read(Map.of())).isEmpty();
  }

  @Test
  void read_hostsAndTask_theWorkers() throws UsageException {
    assertThat(read(Map.of(), "--hosts", "h1:2222,h2:2222", "--task", "1"))
        .contains(new ClusterOptions(HOSTS, 1, Duration.ofMinutes(5)));
  }

  @Test
  void read_tfConfig_theWorkers() throws UsageException {
    assertThat(read(Map.of("TF_CONFIG", TF_CONFIG), "--peer_timeout", "20"))
        .contains(new ClusterOptions(HOSTS, 1, Duration.ofSeconds(20)));
  }

  @Test
  void read_both_theCommandLineCounts() throws UsageException {
    assertThat(
            read(Map.of("TF_CONFIG", TF_CONFIG), "--hosts", "h2:2222,h1:2222", "--task", "0")
                .orElseThrow()
                .workers())
        .containsExactly(HOSTS.get(1), HOSTS.get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--hosts h1:2222,h2:2222|--hosts needs --task: which of the workers this process is",
        "--task 0|--task needs --hosts: where the workers listen",
        "--hosts h1:2222,h2:2222 --task 2|--task: 2 is not a worker of --hosts, which has 2, "
            + "counted from 0",
        "--hosts h1:2222,h1:2222 --task 0|--hosts: two workers have the same address in "
            + "h1:2222,h1:2222",
        "--hosts h1:2222,h2 --task 0|--hosts: h2 is not host:port, with a port from 1 to 65535",
        "--hosts h1:2222 --task 0|--hosts: h1:2222 is not two or more addresses host:port, "
            + "separated by commas",
        "--peer_timeout 0|--peer_timeout: 0 is not a whole number from 1 to 86400"
      })
  void read_nonsense_refused(String line, String message) {
    assertThatThrownBy(() -> read(Map.of(), line.split(" ")))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  @Test
  void read_brokenTfConfig_refused() {
    assertThatThrownBy(() -> read(Map.of("TF_CONFIG", "x")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("TF_CONFIG is not JSON");
  }

  @Test
  void deviceOfWorker_several_refused() throws UsageException {
    assertThat(line("--gpus", "cpu").deviceOfWorker().size()).isEqualTo(1);
    assertThatThrownBy(() -> line("--gpus", "0,1").deviceOfWorker())
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--gpus 0,1: a worker of several has one device; start a worker for each, with a port of"
                + " its own in --hosts");
  }

  @Test
  void comparable_sameTrainingOnTwoMachines_equal() throws UsageException {
    assertThat(
            line("--lr", "0.2", "--data_path", "a", "--task", "0", "--hosts", "h1:1,h2:1")
                .comparable())
        .isEqualTo(
            line(
                    "--lr",
                    "0.2",
                    "--data_path",
                    "b",
                    "--workers",
                    "3",
                    "--task",
                    "1",
                    "--hosts",
                    "h1:1,h2:1")
                .comparable());
  }

  @Test
  void require_anotherLearningRate_named() throws UsageException {
    Map<String, String> other = new TreeMap<>(line("--lr", "0.2").comparable());
    String json = "{\"lr\":\"" + other.get("lr") + "\"}";
    assertThatThrownBy(
            () ->
                new SameOptions(ScriptedTeam.ofTexts(1, json, ""))
                    .require(new TreeMap<>(Map.of("lr", "0.1"))))
        .hasMessage("--lr differs: worker 0 has 0.2, worker 1 has 0.1");
  }

  @Test
  void join_theChiefsOptions_withTheMachinesOwn() throws Exception {
    TrainInvocation chief =
        line("--lr", "0.2", "--data_path", "a", "--save", "run").begin(FreshRun.ofSystem());
    TrainInvocation worker =
        line("--lr", "0.2", "--data_path", "b", "--gpus", "cpu").join(chief.resolved().values());
    assertThat(worker.options().seed()).isEqualTo(chief.options().seed());
    assertThat(worker.options().schedule()).isEqualTo(chief.options().schedule());
    assertThat(worker.options().data().source().path().orElseThrow()).hasToString("b");
  }

  private static TrainCommandLine line(String... words) throws UsageException {
    return TrainCommandLine.parse(List.of(words));
  }

  private static Optional<ClusterOptions> read(Map<String, String> environment, String... words)
      throws UsageException {
    return line(words).cluster(environment);
  }
}
