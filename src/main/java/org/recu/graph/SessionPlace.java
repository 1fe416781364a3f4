package org.recu.graph;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.ThreadPoolOptionProto;

/** Where the session of a graph runs: in this process, or on a server that reaches others. */
public interface SessionPlace {

  /** Sessions of this process, on its devices. */
  static SessionPlace on(DeviceGroup devices) {
    return graph -> new Session(graph, devices.configuration());
  }

  /**
   * Sessions of this process that train, on its devices.
   *
   * <p>The threads that start ops are the session's own. On those of the process, after a single
   * image was classified, runs of equal seeds ended with different last bits, but not without
   * oneDNN, which probably keeps something for each thread. (Workers whose server was configured so
   * did not find each other.) Runs {@linkplain #aside aside} have threads that no other run uses.
   */
  static SessionPlace training(DeviceGroup devices) {
    ConfigProto.Builder configuration = devices.trainingConfiguration().toBuilder();
    // Of as many threads each as the configuration gives to all runs of a session.
    configuration.addSessionInterOpThreadPool(ThreadPoolOptionProto.getDefaultInstance());
    configuration.addSessionInterOpThreadPool(ThreadPoolOptionProto.getDefaultInstance());
    return graph -> new Session(graph, configuration.build());
  }

  /**
   * Options of a run in a session for {@linkplain #training training} that takes long and that no
   * other run is to wait for: its ops are started by threads of their own.
   */
  static RunOptions aside() {
    return RunOptions.newBuilder().setInterOpThreadPool(1).build();
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
