package org.recu.graph;

import org.tensorflow.Graph;
import org.tensorflow.Session;

/** Where the session of a graph runs: in this process, or on a server that reaches others. */
public interface SessionPlace {

  /** Sessions of this process, on its devices. */
  static SessionPlace on(DeviceGroup devices) {
    return graph -> new Session(graph, devices.configuration());
  }

  /** Sessions of this process that train, on its devices. */
  static SessionPlace training(DeviceGroup devices) {
    return graph -> new Session(graph, devices.trainingConfiguration());
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
}
