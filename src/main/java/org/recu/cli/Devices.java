package org.recu.cli;

import java.io.IOException;
import java.util.OptionalInt;
import org.recu.nn.Device;
import org.recu.report.Console;
import org.tensorflow.exceptions.TensorFlowException;

/** Picks the processor that {@code --gpus} asks for. */
final class Devices {

  private Devices() {}

  /**
   * The GPU of that number; the CPU where none is asked for, or where TensorFlow sees none at all,
   * which is said in one line on standard error.
   *
   * @throws IOException where there are GPUs, but not that one
   */
  static Device pick(OptionalInt gpu, Console console) throws IOException {
    if (gpu.isEmpty()) {
      return Device.cpu();
    }
    Device device = new Device(gpu);
    boolean available;
    try {
      available = device.isAvailable();
    } catch (IllegalArgumentException | TensorFlowException e) {
      throw new IOException("--gpus: GPU %d: %s".formatted(gpu.getAsInt(), OneLine.of(e)), e);
    }
    if (!available) {
      console.warning("recu: no GPU is visible to TensorFlow: running on the CPU");
      return Device.cpu();
    }
    return device;
  }
}
