package org.recu.graph;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.RunOptions;

/** Where the session of a graph runs: in this process, or on a server that reaches others. */
public interface SessionPlace {

  /** Sessions of this process, on a device. */
  static SessionPlace on(Device device) {
    return graph -> new Session(graph, device.configuration());
  }

  /** Opens a session. */
  Session open(Graph graph);

  /**
   * Closes a session.
   *
   * @return whether it is closed; if not, its graph must stay open too
   */
  default boolean close(Session session) {
    session.close();
    return true;
  }

  /** Options of a run of the session that is coordinated with others. */
  default RunOptions runOptions() {
    return RunOptions.getDefaultInstance();
  }
}
