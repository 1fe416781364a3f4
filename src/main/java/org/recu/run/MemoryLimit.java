package org.recu.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.recu.files.ByteCount;

/**
 * The memory that this process can have besides what it has.
 *
 * @param most bytes, at the very most: all of the machine's memory, or what a limit leaves
 * @param free bytes that nobody uses now, at most as many
 * @param limit what limits it, in words
 */
public record MemoryLimit(long most, long free, String limit) {

  private static final Path PROC = Path.of("/proc");
  private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");
  private static final long KILOBYTE = 1024;

  /** What Linux says; empty on other systems. */
  public static Optional<MemoryLimit> here() {
    return read(PROC, CONTROL_GROUPS);
  }

  /** What limits this process's address space to less than all that it could use, if anything. */
  public static Optional<MemoryLimit> ofAddressSpace() {
    return addressSpace(PROC);
  }

  /**
   * Reads the files of Linux.
   *
   * @param proc usually {@code /proc}
   * @param controlGroups usually {@code /sys/fs/cgroup}
   */
  static Optional<MemoryLimit> read(Path proc, Path controlGroups) {
    List<String> memory = lines(proc.resolve("meminfo"));
    OptionalLong total = kilobytes(memory, "MemTotal:");
    if (total.isEmpty()) {
      return Optional.empty();
    }
    long most = total.getAsLong() + kilobytes(memory, "SwapTotal:").orElse(0);
    long free =
        kilobytes(memory, "MemAvailable:").orElse(total.getAsLong())
            + kilobytes(memory, "SwapFree:").orElse(0);
    MemoryLimit machine =
        new MemoryLimit(most, Math.min(most, free), "this machine has " + ByteCount.text(most));
    return Optional.of(
        machine.within(controlGroup(proc, controlGroups, most)).within(addressSpace(proc)));
  }

  private MemoryLimit within(Optional<MemoryLimit> other) {
    return other
        .filter(lower -> lower.most < most)
        .map(lower -> new MemoryLimit(lower.most, Math.min(free, lower.most), lower.limit))
        .orElse(this);
  }

  /** What {@code ulimit -v} leaves of the address space. */
  private static Optional<MemoryLimit> addressSpace(Path proc) {
    for (String line : lines(proc.resolve("self/limits"))) {
      if (line.startsWith("Max address space")) {
        OptionalLong limit = number(line.substring("Max address space".length()));
        long used = kilobytes(lines(proc.resolve("self/status")), "VmSize:").orElse(0);
        if (limit.isPresent()) {
          long left = Math.max(0, limit.getAsLong() - used);
          return Optional.of(
              new MemoryLimit(
                  left,
                  left,
                  "its address space is limited to %s (ulimit -v), of which %s are left"
                      .formatted(ByteCount.text(limit.getAsLong()), ByteCount.text(left))));
        }
      }
    }
    return Optional.empty();
  }

  /** The lowest limit of this process's control group and those around it, in either version. */
  private static Optional<MemoryLimit> controlGroup(Path proc, Path root, long below) {
    long lowest = below;
    for (String line : lines(proc.resolve("self/cgroup"))) {
      String[] words = line.split(":", 3);
      boolean first = words.length == 3 && List.of(words[1].split(",")).contains("memory");
      boolean second = words.length == 3 && words[1].isEmpty();
      if (!first && !second) {
        continue;
      }
      Path base = first ? root.resolve("memory") : root;
      String file = first ? "memory.limit_in_bytes" : "memory.max";
      Path group = base.resolve("." + words[2]).normalize();
      while (group.startsWith(base)) {
        for (String limit : lines(group.resolve(file))) {
          lowest = Math.min(lowest, number(limit).orElse(below));
        }
        group = group.getParent();
      }
    }
    return lowest == below
        ? Optional.empty()
        : Optional.of(
            new MemoryLimit(
                lowest,
                lowest,
                "its control group, such as a container, is limited to " + ByteCount.text(lowest)));
  }

  /** The number in bytes of a line such as {@code MemTotal: 24684092 kB}. */
  private static OptionalLong kilobytes(List<String> lines, String name) {
    for (String line : lines) {
      if (line.startsWith(name)) {
        OptionalLong number = number(line.substring(name.length()));
        return number.isPresent() ? OptionalLong.of(KILOBYTE * number.getAsLong()) : number;
      }
    }
    return OptionalLong.empty();
  }

  /** The number that a text begins with; empty for "max", "unlimited", or one beyond a long. */
  private static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text.strip().split("\\s+", 2)[0]));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      // Without an answer of the system, nothing is known, and nothing refused.
      return List.of();
    }
  }
}
