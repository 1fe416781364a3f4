package org.recu.cli;

import java.io.IOException;
import java.util.OptionalInt;
import org.recu.console.Console;
import org.recu.graph.Device;
import org.recu.inference.ModelPath;
import org.recu.inference.PackedPath;
import org.recu.run.Devices;

/** The device that a model runs on. */
final class ModelDevice {

  private ModelDevice() {}

  /**
   * The device that {@code --gpus} asks for, or the CPU; for a packed network always the CPU.
   *
   * @throws IOException if there are GPUs, but not this one
   */
  static Device find(ModelPath model, OptionalInt gpu) throws IOException {
    return model instanceof PackedPath ? Device.cpu() : Devices.find(gpu);
  }

  /**
   * Warns if a GPU was asked for and {@link #find} fell back to the CPU for want of one. The CPU is
   * where a packed network belongs.
   */
  static void warnOfCpu(ModelPath model, OptionalInt gpu, Device found, Console console) {
    if (!(model instanceof PackedPath)) {
      Devices.warnOfCpu(gpu, found, console);
    }
  }
}
