package org.recu.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine that a run ran on.
 *
 * @param os name and version of the operating system
 * @param arch such as {@code amd64}
 * @param processors available to the program
 * @param cpu the processor's name; empty if the system does not report it
 */
public record Machine(String os, String arch, int processors, String cpu) {

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  /** The machine that this program runs on. */
  public static Machine here() {
    return new Machine(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        cpuName(CPUINFO).orElse(""));
  }

  /** The first processor's name as listed by Linux; empty if there is no such list. */
  static Optional<String> cpuName(Path cpuinfo) {
    try (Stream<String> lines = Files.lines(cpuinfo, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      // Only Linux has this file, and a run does not need the name.
      return Optional.empty();
    }
  }
}
