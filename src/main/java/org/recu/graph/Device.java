package org.recu.graph;

import java.util.OptionalInt;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * The processor that sessions run on.
 *
 * @param gpu number of the GPU; empty for the CPU
 */
public record Device(OptionalInt gpu) {

  /** The CPU. */
  public static Device cpu() {
    return new Device(OptionalInt.empty());
  }

  /**
   * The configuration of sessions on this device.
   *
   * <p>TensorFlow's graph rewriting is off: it moves factors from one op into another, which
   * changes the last bit of a number, and one bit can flip a sign. Without it, the training graph,
   * the graph restored from a checkpoint and the exported graph run the same ops and give the same
   * logits. docs/performance.md has the cost.
   */
  public ConfigProto configuration() {
    return configuration(RewriterConfig.newBuilder().setDisableMetaOptimizer(true));
  }

  /**
   * The configuration of sessions over an exported graph: of TensorFlow's graph rewriting it has
   * the folding of constants, which unpacks the binary weights once and for all. An exported graph
   * keeps factors from moving by itself.
   */
  public ConfigProto foldingConfiguration() {
    return configuration(
        RewriterConfig.newBuilder().addOptimizers("constfold").setMinGraphNodes(-1));
  }

  private ConfigProto configuration(RewriterConfig.Builder rewriting) {
    ConfigProto.Builder configuration =
        ConfigProto.newBuilder()
            .setAllowSoftPlacement(true)
            .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriting));
    if (gpu.isPresent()) {
      configuration.setGpuOptions(
          GPUOptions.newBuilder()
              .setAllowGrowth(true)
              .setVisibleDeviceList(Integer.toString(gpu.getAsInt())));
    } else {
      configuration.putDeviceCount("GPU", 0);
    }
    return configuration.build();
  }

  /**
   * Whether TensorFlow finds this device.
   *
   * <p>This opens a session of this device's own configuration, since TensorFlow numbers its GPUs
   * when a process opens its first session.
   *
   * @throws IllegalArgumentException if there are GPUs, but none of this number; the message is
   *     TensorFlow's
   */
  public boolean isAvailable() {
    try (TF_Status status = TF_Status.newStatus();
        TF_Graph graph = TF_Graph.newGraph();
        TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
        BytePointer bytes = new BytePointer(configuration().toByteArray())) {
      tensorflow.TF_SetConfig(options, bytes, bytes.limit(), status);
      status.throwExceptionIfNotOK();
      try (TF_Session session = TF_Session.newSession(graph, options, status)) {
        status.throwExceptionIfNotOK();
        TF_DeviceList devices = tensorflow.TF_SessionListDevices(session, status);
        try {
          status.throwExceptionIfNotOK();
          return gpu.isEmpty() || gpus(devices, status) > 0;
        } finally {
          tensorflow.TF_DeleteDeviceList(devices);
        }
      }
    }
  }

  private static int gpus(TF_DeviceList devices, TF_Status status) {
    int gpus = 0;
    for (int i = 0; i < tensorflow.TF_DeviceListCount(devices); i++) {
      boolean isGpu = "GPU".equals(tensorflow.TF_DeviceListType(devices, i, status).getString());
      gpus += isGpu ? 1 : 0;
    }
    return gpus;
  }
}
