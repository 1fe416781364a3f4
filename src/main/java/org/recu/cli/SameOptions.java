package org.recu.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.recu.cluster.ClusterException;
import org.recu.cluster.Team;

/**
 * Compares the options of all workers.
 *
 * @param team the workers
 */
record SameOptions(Team team) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Requires that all workers have the same options.
   *
   * @param own this worker's, by name
   * @throws IOException if one has another value; it names option and worker
   */
  void require(SortedMap<String, String> own) throws IOException {
    List<String> all = team.gather(JSON.writeValueAsString(own));
    Map<String, String> chief = read(all.get(0));
    for (int worker = 1; worker < all.size(); worker++) {
      Map<String, String> other = read(all.get(worker));
      SortedSet<String> names = new TreeSet<>(chief.keySet());
      names.addAll(other.keySet());
      for (String name : names) {
        if (!words(chief, name).equals(words(other, name))) {
          throw new ClusterException(
              "--%s differs: %s has %s, %s has %s"
                  .formatted(
                      name,
                      team.name(0),
                      words(chief, name),
                      team.name(worker),
                      words(other, name)));
        }
      }
    }
  }

  private static Map<String, String> read(String json) throws IOException {
    return JSON.readValue(json, new TypeReference<>() {});
  }

  private static String words(Map<String, String> options, String name) {
    String value = options.getOrDefault(name, "null");
    return switch (value) {
      case "null", "false" -> "none";
      case "true" -> "it";
      default -> value;
    };
  }
}
