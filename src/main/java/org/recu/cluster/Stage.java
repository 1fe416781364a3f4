package org.recu.cluster;

import java.io.IOException;
import java.util.List;

/**
 * Steps of a start that every worker does for itself. If one fails at any worker, all end, and each
 * says where and why.
 */
public final class Stage {

  /**
   * What a worker does.
   *
   * @param <T> its result
   */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws IOException;
  }

  private Stage() {}

  /**
   * Does this worker's part and hears whether all succeeded.
   *
   * @throws IOException this worker's failure, or a {@link ClusterException} with another's
   */
  public static <T> T of(Team team, Work<T> work) throws IOException {
    if (team.isAlone()) {
      return work.run();
    }
    T result = null;
    IOException failure = null;
    try {
      result = work.run();
    } catch (IOException e) {
      failure = e;
    }
    String own = failure == null ? "" : sentence(failure);
    List<String> problems;
    try {
      problems = team.gather(own);
    } catch (PeerLostException e) {
      if (failure != null) {
        failure.addSuppressed(e);
        throw failure;
      }
      throw e;
    }
    if (failure != null) {
      throw failure;
    }
    refuse(team, problems);
    return result;
  }

  /**
   * Compares what must be equal at all workers, by each worker.
   *
   * @param own this worker's value as text
   * @param difference says what differs between two texts: the chief's, then another's
   * @throws ClusterException if a worker's value is another than the chief's; it names the first
   *     such worker
   */
  public static void requireEqual(Team team, String own, Difference difference)
      throws ClusterException {
    List<String> all = team.gather(own);
    for (int worker = 1; worker < all.size(); worker++) {
      if (!all.get(worker).equals(all.get(0))) {
        throw new ClusterException(
            difference.between(
                new Sided(team.name(0), all.get(0)),
                new Sided(team.name(worker), all.get(worker))));
      }
    }
  }

  /**
   * A value and the worker it is from.
   *
   * @param worker its name
   * @param value as text
   */
  public record Sided(String worker, String value) {}

  /** Words for a difference. */
  @FunctionalInterface
  public interface Difference {
    /** A sentence that names both workers. */
    String between(Sided chief, Sided other);
  }

  /** Words for a difference of short values. */
  public static Difference in(String what) {
    return (chief, other) ->
        "%s differs: %s has %s, %s has %s"
            .formatted(what, chief.worker(), chief.value(), other.worker(), other.value());
  }

  private static void refuse(Team team, List<String> problems) throws ClusterException {
    for (int worker = 0; worker < problems.size(); worker++) {
      if (!problems.get(worker).isEmpty()) {
        throw new ClusterException(team.name(worker) + ": " + problems.get(worker));
      }
    }
  }

  private static String sentence(IOException failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getName() : message;
  }
}
