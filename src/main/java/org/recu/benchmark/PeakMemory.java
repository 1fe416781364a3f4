package org.recu.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The largest resident set that this process has had so far. */
public final class PeakMemory {

  private static final Path STATUS = Path.of("/proc/self/status");

  /** The resident set's high-water mark. */
  private static final Pattern LINE = Pattern.compile("VmHWM:\\s*(\\d+) kB");

  private PeakMemory() {}

  /** Returns it in bytes, or nothing on systems other than Linux. */
  public static OptionalLong bytes() {
    try {
      return Files.isReadable(STATUS) ? in(Files.readAllLines(STATUS)) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** Reads it, in bytes, from the lines of a process's status. */
  static OptionalLong in(List<String> status) {
    for (String line : status) {
      Matcher matcher = LINE.matcher(line.strip());
      if (matcher.matches()) {
        return OptionalLong.of(1024 * Long.parseLong(matcher.group(1)));
      }
    }
    return OptionalLong.empty();
  }
}
