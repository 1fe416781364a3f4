package org.recu.run;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recu.console.Console;
import org.recu.console.ErrorLine;
import org.recu.graph.Device;
import org.recu.graph.DeviceGroup;
import org.recu.graph.Processor;
import org.recu.lowering.Arithmetic;
import org.tensorflow.exceptions.TensorFlowException;

/** Selects the device that {@code --gpus} asks for. */
public final class Devices {

  /** TensorFlow's message when a GPU is not there. */
  private static final Pattern MISSING =
      Pattern.compile("invalid Device id '(\\d+)' but visible device count is (\\d+)");

  private Devices() {}

  /**
   * A warning if this arithmetic may be inexact on a device.
   *
   * @param processor the CPU that it would run on
   */
  public static Optional<String> doubt(Arithmetic arithmetic, Device device, Processor processor) {
    return arithmetic == Arithmetic.MIXED && device.gpu().isEmpty() && !processor.bfloat16()
        ? Optional.of(
            "recu: --mixed_precision: this processor is not known to multiply bfloat16 (AMX, AVX-512"
                + " BF16): gradients may be less exact")
        : Optional.empty();
  }

  /**
   * The GPU with this number. Returns the CPU if no GPU is asked for or, with a warning, if
   * TensorFlow sees none.
   *
   * @throws IOException if there are GPUs, but not this one
   */
  public static Device pick(OptionalInt gpu, Console console) throws IOException {
    return pick(DeviceGroup.of(new Device(gpu)), console).first();
  }

  /**
   * These devices. Returns the CPU, as one device and with a warning, if GPUs are asked for and
   * TensorFlow sees none.
   *
   * @throws IOException if there are GPUs, but not all of these
   */
  public static DeviceGroup pick(DeviceGroup wanted, Console console) throws IOException {
    DeviceGroup found = find(wanted);
    warnOfCpu(wanted.first().gpu(), found.first(), console);
    return found;
  }

  /** Warns if a GPU was asked for and {@link #find} fell back to the CPU. */
  public static void warnOfCpu(OptionalInt gpu, Device found, Console console) {
    if (gpu.isPresent() && found.gpu().isEmpty()) {
      console.warning("recu: no GPU is visible to TensorFlow: running on the CPU");
    }
  }

  /** Like {@link #pick(OptionalInt, Console)}, without the warning. */
  public static Device find(OptionalInt gpu) throws IOException {
    return find(DeviceGroup.of(new Device(gpu))).first();
  }

  /** Like {@link #pick(DeviceGroup, Console)}, without the warning. */
  public static DeviceGroup find(DeviceGroup wanted) throws IOException {
    if (!wanted.isGpu()) {
      return wanted;
    }
    try {
      return wanted.isAvailable() ? wanted : DeviceGroup.of(Device.cpu());
    } catch (IllegalArgumentException | TensorFlowException e) {
      throw new IOException(
          "--gpus %s: %s".formatted(DeviceNames.of(wanted), missing(ErrorLine.of(e))), e);
    }
  }

  /**
   * What is wrong with the numbers of GPUs.
   *
   * @param error TensorFlow's message
   */
  static String missing(String error) {
    Matcher found = MISSING.matcher(error);
    return found.find()
        ? "there is no GPU %s: TensorFlow sees %s, numbered from 0"
            .formatted(found.group(1), found.group(2))
        : error;
  }
}
