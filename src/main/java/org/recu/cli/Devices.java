package org.recu.cli;

import java.io.IOException;
import java.util.OptionalInt;
import org.recu.nn.Device;
import org.recu.report.Console;

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
    int visible = Device.visibleGpus();
    if (visible == 0) {
      console.error("recu: no GPU is visible to TensorFlow: running on the CPU");
      return Device.cpu();
    }
    if (gpu.getAsInt() >= visible) {
      throw new IOException(
          "--gpus: %d is not there, TensorFlow sees %d: 0 to %d"
              .formatted(gpu.getAsInt(), visible, visible - 1));
    }
    return new Device(gpu);
  }
}
