package org.recu.cluster;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ConfigProto;

/**
 * Opens a session that runs on a gRPC server. TensorFlow Java's public constructors of {@link
 * Session} take no target, so the session is made by the C API and handed to the constructor that
 * the library keeps for itself.
 */
final class TargetSession {

  private TargetSession() {}

  /**
   * Opens the session.
   *
   * @param graph that it runs; the caller closes the session before the graph
   * @param target such as {@code grpc://127.0.0.1:2222}
   */
  static Session open(Graph graph, ConfigProto configuration, String target) {
    try {
      Field handle = Graph.class.getDeclaredField("nativeHandle");
      handle.setAccessible(true);
      Constructor<Session> constructor =
          Session.class.getDeclaredConstructor(Graph.class, TF_Session.class);
      constructor.setAccessible(true);
      // The session keeps the handle until it is closed.
      return constructor.newInstance(
          graph, create((TF_Graph) handle.get(graph), configuration, target));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this TensorFlow Java has no session on a server", e);
    }
  }

  private static TF_Session create(TF_Graph graph, ConfigProto configuration, String target) {
    try (TF_Status status = TF_Status.newStatus();
        TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
        BytePointer bytes = new BytePointer(configuration.toByteArray())) {
      tensorflow.TF_SetConfig(options, bytes, bytes.limit(), status);
      status.throwExceptionIfNotOK();
      tensorflow.TF_SetTarget(options, target);
      TF_Session session = TF_Session.newSession(graph, options, status);
      status.throwExceptionIfNotOK();
      session.retainReference();
      return session;
    }
  }
}
