package org.recu.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TfConfigTest {

  @Test
  void of_workersOnly_theyAreNumberedInTheirOrder() throws ClusterException {
    assertThat(TfConfig.of(config("\"worker\": [\"a:1\", \"b:2\"]", "worker", "1")))
        .contains(new TfConfig(List.of(new Address("a", 1), new Address("b", 2)), 1));
  }

  @Test
  void of_chiefAndWorkers_theChiefIsWorkerZero() throws ClusterException {
    String cluster = "\"worker\": [\"a:1\", \"b:2\"], \"chief\": [\"c:3\"]";
    List<Address> all = List.of(new Address("c", 3), new Address("a", 1), new Address("b", 2));
    assertThat(TfConfig.of(config(cluster, "chief", "0"))).contains(new TfConfig(all, 0));
    // Some operators write the index as a text.
    assertThat(TfConfig.of(config(cluster, "worker", "\"1\""))).contains(new TfConfig(all, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"cluster\": {}, \"task\": {\"type\": \"worker\", \"index\": 0}}",
        "{\"cluster\": {\"worker\": [\"a:1\"]}, \"task\": {\"type\": \"worker\", \"index\": 0}}"
      })
  void of_noOtherProcess_nothing(String text) throws ClusterException {
    assertThat(TfConfig.of(text)).isEmpty();
    assertThat(TfConfig.of(null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "worker|2|TF_CONFIG: task.index is 2, but cluster.worker has 2 addresses",
        "chief|0|TF_CONFIG: task.index is 0, but cluster.chief has 0 addresses",
        "worker|-1|TF_CONFIG: task.index is -1: expected a whole number from 0",
        "worker|null|TF_CONFIG: task.index is null: expected a whole number from 0",
        "master|0|TF_CONFIG: task.type is master: expected chief or worker",
        "''|0|TF_CONFIG: task.type is missing: expected chief or worker",
        "evaluator|0|TF_CONFIG: task.type evaluator has nothing to do here: a run is synchronous, "
            + "and its workers evaluate; start a chief and workers only",
        "ps|0|TF_CONFIG: task.type ps has nothing to do here: a run is synchronous, and its "
            + "workers evaluate; start a chief and workers only"
      })
  void of_wrongTask_refused(String type, String index, String message) {
    assertThatThrownBy(() -> TfConfig.of(config("\"worker\": [\"a:1\", \"b:2\"]", type, index)))
        .isInstanceOf(ClusterException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"worker\": [\"a:1\", \"b\"]|TF_CONFIG: cluster.worker: \"b\" is not host:port",
        "\"worker\": [\"a:1\"], \"ps\": [\"p:1\"]|TF_CONFIG: cluster.ps: a synchronous run has a "
            + "chief and workers only",
        "\"chief\": [\"a:1\", \"b:1\"]|TF_CONFIG: cluster.chief has 2 addresses: expected one"
      })
  void of_wrongCluster_refused(String cluster, String message) {
    assertThatThrownBy(() -> TfConfig.of(config(cluster, "worker", "0"))).hasMessage(message);
  }

  @Test
  void of_noJson_refused() {
    assertThatThrownBy(() -> TfConfig.of("{cluster"))
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("TF_CONFIG is not JSON: ");
    assertThatThrownBy(() -> TfConfig.of("[1]")).hasMessage("TF_CONFIG is not a JSON object: [1]");
  }

  private static String config(String cluster, String type, String index) {
    return "{\"cluster\": {%s}, \"task\": {\"type\": \"%s\", \"index\": %s}}"
        .formatted(cluster, type, index);
  }
}
