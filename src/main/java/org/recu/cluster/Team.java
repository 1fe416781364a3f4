package org.recu.cluster;

import java.util.List;
import java.util.Optional;
import org.recu.graph.SessionPlace;

/** The processes that train a network together; most runs have only one. */
public interface Team {

  /** A process that trains alone. */
  static Team alone() {
    return Alone.INSTANCE;
  }

  /** Number of workers. */
  int size();

  /** Number of this worker, from 0. */
  int task();

  /** Whether this worker is the chief, which writes the run. */
  default boolean leads() {
    return task() == 0;
  }

  /** Whether there are no other workers. */
  default boolean isAlone() {
    return size() == 1;
  }

  /** A worker in a message, such as {@code worker 1 (h2:2222)}. */
  String name(int worker);

  /**
   * Gives this worker's numbers to all and gets theirs. All workers call it, in the same order of
   * calls.
   *
   * @param own as many as the others give
   * @return the numbers of each worker, in their order
   * @throws PeerLostException if a worker does not take part
   */
  long[][] gather(long[] own) throws PeerLostException;

  /** The same of texts of any length. */
  List<String> gather(String own) throws PeerLostException;

  /** The collective ops of graphs; empty, as here, for workers that TensorFlow does not connect. */
  default Optional<CollectiveOps> collectives() {
    return Optional.empty();
  }

  /**
   * Where a graph with collective ops runs.
   *
   * @param own where it runs if this process trains alone
   */
  default SessionPlace place(SessionPlace own) {
    return own;
  }

  /**
   * What a failure of a run with collective ops means.
   *
   * @return the loss of a worker; empty if it is another failure
   */
  default Optional<PeerLostException> lost(RuntimeException failure) {
    return Optional.empty();
  }
}
