package org.recu.cluster;

import java.time.Duration;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ConfigProto;

/**
 * Asks the TensorFlow server of another worker for its devices. A server that is not there yet, is
 * frozen or cannot be reached does not answer in time; TensorFlow keeps trying to connect
 * meanwhile.
 */
final class PeerCheck {

  /** No such worker exists, so the server asked does not turn to any other. */
  private static final String NOBODY = "/job:worker/task:1000000";

  private PeerCheck() {}

  /**
   * Whether a worker answers.
   *
   * @param limit how long to wait
   */
  static boolean answers(Address worker, Duration limit) {
    ConfigProto configuration =
        ConfigProto.newBuilder()
            .setOperationTimeoutInMs(Math.max(1, limit.toMillis()))
            .setIsolateSessionState(true)
            .addDeviceFilters(NOBODY)
            .build();
    try (TF_Status status = TF_Status.newStatus();
        TF_Graph graph = TF_Graph.newGraph();
        TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
        BytePointer bytes = new BytePointer(configuration.toByteArray())) {
      tensorflow.TF_SetConfig(options, bytes, bytes.limit(), status);
      status.throwExceptionIfNotOK();
      tensorflow.TF_SetTarget(options, "grpc://" + worker);
      try (TF_Session session = TF_Session.newSession(graph, options, status)) {
        status.throwExceptionIfNotOK();
        TF_DeviceList devices = tensorflow.TF_SessionListDevices(session, status);
        boolean answered = tensorflow.TF_GetCode(status) == tensorflow.TF_OK;
        if (devices != null) {
          tensorflow.TF_DeleteDeviceList(devices);
        }
        return answered;
      }
    }
  }
}
