package org.recu.graph;

import org.recu.autodiff.CustomGradient;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * A graph and, once it is built, the session that runs it. Owns both, and the gradients that were
 * attached to the graph: {@link #close} releases everything, in order.
 */
public final class GraphSession implements AutoCloseable {

  private final Graph graph = new Graph();

  /** Null until the session is opened. */
  private Session session;

  /** Where the session runs; null until it is opened. */
  private SessionPlace place;

  /** An empty graph. */
  public GraphSession() {}

  /** What is built in a graph; may fail as reading a file does. */
  @FunctionalInterface
  public interface Construction<T, E extends Exception> {
    /** Builds in an empty graph, and keeps it. */
    T in(GraphSession graph) throws E;
  }

  /**
   * Builds something that keeps the graph. Where that fails, the graph and the session, if it was
   * opened, are closed.
   *
   * @param <T> what is built; it closes the graph with itself
   * @param <E> what its construction throws
   */
  public static <T, E extends Exception> T build(Construction<T, E> construction) throws E {
    GraphSession graph = new GraphSession();
    boolean built = false;
    try {
      T result = construction.in(graph);
      built = true;
      return result;
    } finally {
      if (!built) {
        graph.close();
      }
    }
  }

  /** The graph. */
  public Graph graph() {
    return graph;
  }

  /** Adds ops to the graph. */
  public Ops ops() {
    return ScopedGraph.ops(graph);
  }

  /**
   * Opens the session on one device.
   *
   * @throws IllegalStateException if it is open
   */
  public Session open(Device device) {
    return open(DeviceGroup.of(device));
  }

  /**
   * Opens the session on several devices.
   *
   * @throws IllegalStateException if it is open
   */
  public Session open(DeviceGroup devices) {
    return open(SessionPlace.on(devices));
  }

  /**
   * Opens the session where the place says.
   *
   * @throws IllegalStateException if it is open
   */
  public Session open(SessionPlace where) {
    if (session != null) {
      throw new IllegalStateException("the session is open already");
    }
    place = where;
    session = where.open(graph);
    return session;
  }

  @Override
  public void close() {
    boolean closed = session == null || place.close(session);
    CustomGradient.forget(graph);
    if (closed) {
      graph.close();
    }
  }
}
