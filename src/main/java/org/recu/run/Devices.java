package org.recu.run;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.console.Console;
import org.recu.console.ErrorLine;
import org.recu.graph.Device;
import org.recu.graph.Processor;
import org.recu.lowering.Arithmetic;
import org.tensorflow.exceptions.TensorFlowException;

/** Picks the processor that {@code --gpus} asks for. */
public final class Devices {

  private Devices() {}

  /**
   * A warning about an arithmetic that is slow or inexact on a device.
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
   * The GPU of that number; the CPU if none is asked for, or if TensorFlow sees no GPU at all, for
   * which there is a warning.
   *
   * @throws IOException if there are GPUs, but not that one
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

  /** The same as {@link #pick}, without the warning. */
  public static Device find(OptionalInt gpu) throws IOException {
    if (gpu.isEmpty()) {
      return Device.cpu();
    }
    Device device = new Device(gpu);
    boolean available;
    try {
      available = device.isAvailable();
    } catch (IllegalArgumentException | TensorFlowException e) {
      throw new IOException("--gpus: GPU %d: %s".formatted(gpu.getAsInt(), ErrorLine.of(e)), e);
    }
    return available ? device : Device.cpu();
  }
}
