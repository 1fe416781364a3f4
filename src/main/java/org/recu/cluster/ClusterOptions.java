package org.recu.cluster;

import java.time.Duration;
import java.util.List;

/**
 * The workers of a run and which of them this process is.
 *
 * @param workers where each listens; the first is the chief, which writes the run
 * @param task number of this process among the workers, from 0
 * @param peerTimeout how long a worker may be silent, at the start and later
 */
public record ClusterOptions(List<Address> workers, int task, Duration peerTimeout) {

  public ClusterOptions {
    workers = List.copyOf(workers);
    if (task < 0 || task >= workers.size()) {
      throw new IllegalArgumentException(
          "task (" + task + ") must be below the number of workers (" + workers.size() + ")");
    }
  }

  /** Number of workers. */
  public int size() {
    return workers.size();
  }

  /** Whether this process is the chief. */
  public boolean leads() {
    return task == 0;
  }

  /** Where this process listens. */
  Address own() {
    return workers.get(task);
  }

  /** A worker in a message, such as {@code worker 1 (h2:2222)}. */
  public String name(int worker) {
    return "%s %d (%s)"
        .formatted(worker == 0 ? "chief, worker" : "worker", worker, workers.get(worker));
  }

  /** The time-out in words. */
  String patience() {
    return peerTimeout.toSeconds() + " s";
  }
}
