package org.recu.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recu.files.FileError;

/**
 * The environment variable {@code TF_CONFIG}, by which Kubeflow's training operator tells each
 * process of a cluster who the others are, and as TensorFlow's MultiWorkerMirroredStrategy reads
 * it:
 *
 * <pre>{@code
 * {"cluster": {"chief": ["h1:2222"], "worker": ["h2:2222"]}, "task": {"type": "worker", "index": 0}}
 * }</pre>
 *
 * <p>The chief is worker 0 of the run, and the workers follow. Without a chief the first worker is
 * it.
 *
 * @param workers where each listens
 * @param task number of this process, from 0
 */
public record TfConfig(List<Address> workers, int task) {

  /** Name of the environment variable. */
  public static final String NAME = "TF_CONFIG";

  private static final ObjectMapper JSON = new ObjectMapper();

  public TfConfig {
    workers = List.copyOf(workers);
  }

  /**
   * Reads the variable.
   *
   * @param text its value; null if it is not set
   * @return the cluster; empty if the variable names no other process
   * @throws ClusterException if it is not such an object, or has roles that a synchronous run has
   *     no use for
   */
  public static Optional<TfConfig> of(String text) throws ClusterException {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ClusterException(
          NAME + " is not JSON: " + FileError.quoted(e.getOriginalMessage()), e);
    }
    if (!root.isObject()) {
      throw new ClusterException(NAME + " is not a JSON object: " + text);
    }
    JsonNode cluster = root.path("cluster");
    if (cluster.isMissingNode() || cluster.isEmpty()) {
      return Optional.empty();
    }
    for (String role : iterable(cluster)) {
      if (!role.equals("chief") && !role.equals("worker")) {
        throw new ClusterException(
            "%s: cluster.%s: a synchronous run has a chief and workers only".formatted(NAME, role));
      }
    }
    List<Address> chiefs = addresses(cluster, "chief");
    List<Address> workers = addresses(cluster, "worker");
    if (chiefs.size() > 1) {
      throw new ClusterException(
          "%s: cluster.chief has %d addresses: expected one".formatted(NAME, chiefs.size()));
    }
    List<Address> all = new ArrayList<>(chiefs);
    all.addAll(workers);
    int task = task(root.path("task"), chiefs.size(), workers.size());
    return all.size() == 1 ? Optional.empty() : Optional.of(new TfConfig(all, task));
  }

  private static List<String> iterable(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<Address> addresses(JsonNode cluster, String role) throws ClusterException {
    List<Address> addresses = new ArrayList<>();
    for (JsonNode entry : cluster.path(role)) {
      Optional<Address> address = Address.of(entry.asText());
      if (address.isEmpty()) {
        throw new ClusterException(
            "%s: cluster.%s: %s is not host:port".formatted(NAME, role, entry));
      }
      addresses.add(address.get());
    }
    return addresses;
  }

  private static int task(JsonNode task, int chiefs, int workers) throws ClusterException {
    String type = task.path("type").asText();
    JsonNode index = task.path("index");
    int role =
        switch (type) {
          case "chief" -> chiefs;
          case "worker" -> workers;
          case "evaluator", "ps" ->
              throw new ClusterException(
                  "%s: task.type %s has nothing to do here: a run is synchronous, and its workers evaluate; start a chief and workers only"
                      .formatted(NAME, type));
          default ->
              throw new ClusterException(
                  "%s: task.type is %s: expected chief or worker"
                      .formatted(NAME, type.isEmpty() ? "missing" : type));
        };
    if (!index.asText().matches("\\d{1,6}")) {
      throw new ClusterException(
          "%s: task.index is %s: expected a whole number from 0"
              .formatted(NAME, index.isMissingNode() ? "missing" : index));
    }
    int number = Integer.parseInt(index.asText());
    if (number >= role) {
      throw new ClusterException(
          "%s: task.index is %d, but cluster.%s has %d %s"
              .formatted(NAME, number, type, role, role == 1 ? "address" : "addresses"));
    }
    return type.equals("chief") ? number : chiefs + number;
  }
}
