package org.recu.graph;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;

/** Where the session of a graph runs: in this process, or on a server that reaches others. */
public interface SessionPlace {

  /** Sessions of this process, on its devices. */
  static SessionPlace on(DeviceGroup devices) {
    return graph -> new Session(graph, devices.configuration());
  }

  /**
   * Sessions of this process that train, on its devices.
   *
   * <p>The threads that start ops are the session's own. oneDNN keeps what it prepares for each
   * thread, and on threads of the process, which had classified a single image before, runs of
   * equal seeds ended with different last bits. (A server whose configuration has threads for each
   * session answers no worker.)
   */
  static SessionPlace training(DeviceGroup devices) {
    ConfigProto configuration =
        devices.trainingConfiguration().toBuilder().setUsePerSessionThreads(true).build();
    return graph -> new Session(graph, configuration);
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
