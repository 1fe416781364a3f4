package org.recu.graph;

import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.DeviceSpec;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * The devices of a process that train together: GPUs, or parts of the CPU. A part of the CPU is a
 * device to TensorFlow, but shares the threads of the others.
 *
 * @param devices at least one; all GPUs or all CPU
 */
public record DeviceGroup(List<Device> devices) {

  /** As TensorFlow's graph rewriting has it, which is off here. */
  private static final long LARGEST_FOLDED_BYTES = 100 << 10;

  public DeviceGroup {
    devices = List.copyOf(devices);
    if (devices.isEmpty()) {
      throw new IllegalArgumentException("a group needs a device");
    }
    if (devices.stream().map(device -> device.gpu().isPresent()).distinct().count() > 1) {
      throw new IllegalArgumentException("a group has GPUs or the CPU, but not both");
    }
  }

  /** A group of one. */
  public static DeviceGroup of(Device device) {
    return new DeviceGroup(List.of(device));
  }

  /** The device that holds the variables. */
  public Device first() {
    return devices.get(0);
  }

  /** Number of devices. */
  public int size() {
    return devices.size();
  }

  /** Whether these are GPUs. */
  public boolean isGpu() {
    return first().gpu().isPresent();
  }

  /**
   * Where TensorFlow finds a device in a session of this group.
   *
   * @param index in the group, from 0
   */
  public DeviceSpec placement(int index) {
    return DeviceSpec.newBuilder()
        .deviceType(isGpu() ? DeviceSpec.DeviceType.GPU : DeviceSpec.DeviceType.CPU)
        .deviceIndex(index)
        .build();
  }

  /**
   * The configuration of sessions on these devices.
   *
   * <p>TensorFlow's graph rewriting is off: it moves factors from one op into another, which
   * changes the last bit of a number, and one bit can flip a sign. Without it, the training graph,
   * the graph restored from a checkpoint and the exported graph run the same ops and give the same
   * logits. docs/performance-notes.md has the cost.
   */
  public ConfigProto configuration() {
    return configuration(RewriterConfig.newBuilder().setDisableMetaOptimizer(true));
  }

  /**
   * The configuration of sessions that train, whose parameters are variables.
   *
   * <p>An initial value depends on constants alone, its seed among them. Where folding has no limit
   * below its default of 10 MiB, TensorFlow computes the initial values of all variables while it
   * prepares the run, and keeps them as constants until the session is closed: weights and momentum
   * of a network once more. docs/performance-notes.md has what the limit saves.
   */
  public ConfigProto trainingConfiguration() {
    ConfigProto whole = configuration();
    OptimizerOptions folding =
        OptimizerOptions.newBuilder().setMaxFoldedConstantInBytes(LARGEST_FOLDED_BYTES).build();
    return whole.toBuilder()
        .setGraphOptions(whole.getGraphOptions().toBuilder().setOptimizerOptions(folding))
        .build();
  }

  ConfigProto configuration(RewriterConfig.Builder rewriting) {
    ConfigProto.Builder configuration =
        ConfigProto.newBuilder()
            .setAllowSoftPlacement(true)
            .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriting));
    if (isGpu()) {
      String numbers =
          devices.stream()
              .map(device -> Integer.toString(device.gpu().getAsInt()))
              .collect(Collectors.joining(","));
      configuration.setGpuOptions(
          GPUOptions.newBuilder().setAllowGrowth(true).setVisibleDeviceList(numbers));
    } else {
      configuration.putDeviceCount("GPU", 0);
      if (size() > 1) {
        configuration.putDeviceCount("CPU", size());
      }
    }
    return configuration.build();
  }

  /**
   * Whether TensorFlow finds these devices.
   *
   * <p>This opens a session of their own configuration, since TensorFlow numbers its GPUs when a
   * process opens its first session.
   *
   * @throws IllegalArgumentException if there are GPUs, but not all of these; the message is
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
        TF_DeviceList found = tensorflow.TF_SessionListDevices(session, status);
        try {
          status.throwExceptionIfNotOK();
          return !isGpu() || gpus(found, status) >= size();
        } finally {
          tensorflow.TF_DeleteDeviceList(found);
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
