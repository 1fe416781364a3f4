package org.recu.run;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recu.graph.Device;
import org.recu.graph.DeviceGroup;

/** Devices as {@code --gpus} names them: {@code 0}, {@code 0,1}, {@code cpu}, {@code cpu:2}. */
public final class DeviceNames {

  private static final int MOST_CPU_DEVICES = 64;

  private static final Pattern GPUS = Pattern.compile("\\d{1,4}(,\\d{1,4})*");
  private static final Pattern CPUS = Pattern.compile("cpu(:([1-9]\\d?))?");

  /** What {@link #parse} expects. */
  public static final String EXPECTED =
      "GPU numbers such as 0 or 0,1, each once, or cpu, or cpu:N with N from 1 to "
          + MOST_CPU_DEVICES;

  private DeviceNames() {}

  /** The devices of a name; empty if it is none. */
  public static Optional<DeviceGroup> parse(String name) {
    Matcher cpus = CPUS.matcher(name);
    if (cpus.matches()) {
      int number = cpus.group(2) == null ? 1 : Integer.parseInt(cpus.group(2));
      return number > MOST_CPU_DEVICES
          ? Optional.empty()
          : Optional.of(new DeviceGroup(Collections.nCopies(number, Device.cpu())));
    }
    if (!GPUS.matcher(name).matches()) {
      return Optional.empty();
    }
    List<Device> gpus =
        Stream.of(name.split(",", -1)).map(Integer::parseInt).map(Device::gpu).toList();
    return Set.copyOf(gpus).size() < gpus.size()
        ? Optional.empty()
        : Optional.of(new DeviceGroup(gpus));
  }

  /** The name of devices. */
  public static String of(DeviceGroup devices) {
    if (devices.isGpu()) {
      return devices.devices().stream()
          .map(device -> Integer.toString(device.gpu().getAsInt()))
          .collect(Collectors.joining(","));
    }
    return devices.size() == 1 ? "cpu" : "cpu:" + devices.size();
  }
}
