package org.recu.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most memory that this process has had resident at any time so far. */
public final class PeakMemory {

  private static final Path STATUS = Path.of("/proc/self/status");

  /** The "high water mark" of the resident set. */
  private static final Pattern LINE = Pattern.compile("VmHWM:\\s*(\\d+) kB");

  private PeakMemory() {}

  /** In bytes; empty on systems other than Linux, which have other ways to say it. */
  public static OptionalLong bytes() {
    try {
      return Files.isReadable(STATUS) ? in(Files.readAllLines(STATUS)) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** In bytes, from the lines of a process's status. */
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
