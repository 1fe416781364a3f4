package org.recu.run;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.console.Console;
import org.recu.console.ErrorLine;
import org.recu.graph.Device;
import org.recu.graph.DeviceGroup;
import org.recu.graph.Processor;
import org.recu.lowering.Arithmetic;
import org.tensorflow.exceptions.TensorFlowException;

/** Selects the device that {@code --gpus} asks for. */
public final class Devices {

  private Devices() {}

  /**
   * A warning if this arithmetic is slow or inexact on a device.
   *
   * @param processor the CPU that it would run on
   */
  public static Optional<String> doubt(Arithmetic arithmetic, Device device, Processor processor) {
    return arithmetic == Arithmetic.MIXED && device.gpu().isEmpty() && !processor.bfloat16()
        ? Optional.of(
            "recu: --mixed_precision: this processor is not known to multiply bfloat16 (AMX, AVX-512"
                + " BF16): steps may be slower, and their gradients less exact")
        : Optional.empty();
  }

  /**
   * The GPU with this number. Returns the CPU if no GPU is asked for or, with a warning, if
   * TensorFlow sees none.
   *
   * @throws IOException if there are GPUs, but not this one
   */
  public static Device pick(OptionalInt gpu, Console console) throws IOException {
    Device device = find(gpu);
    warnOfCpu(gpu, device, console);
    return device;
  }

  /** Warns if a GPU was asked for and {@link #find} fell back to the CPU. */
  public static void warnOfCpu(OptionalInt gpu, Device found, Console console) {
    if (gpu.isPresent() && found.gpu().isEmpty()) {
      console.warning("recu: no GPU is visible to TensorFlow: running on the CPU");
    }
  }

  /** Like {@link #pick}, without the warning. */
  public static Device find(OptionalInt gpu) throws IOException {
    if (gpu.isEmpty()) {
      return Device.cpu();
    }
    Device device = new Device(gpu);
    boolean available;
    try {
      available = DeviceGroup.of(device).isAvailable();
    } catch (IllegalArgumentException | TensorFlowException e) {
      throw new IOException("--gpus: GPU %d: %s".formatted(gpu.getAsInt(), ErrorLine.of(e)), e);
    }
    return available ? device : Device.cpu();
  }
}
