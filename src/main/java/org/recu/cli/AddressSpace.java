package org.recu.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recu.files.NamedFile;

/**
 * The address space of this process where it is limited, as by {@code ulimit -v}. Much of it is
 * reserved and never used, so a limit that looks like plenty may be too low.
 *
 * @param limit in bytes
 * @param used by Java so far, in bytes
 */
record AddressSpace(long limit, long used) {

  /** What TensorFlow's libraries, its threads and a small training step took on two cores. */
  private static final long NEEDED = 1_200L << 20;

  private static final Pattern LIMIT = Pattern.compile("Max address space +(\\d+) ");
  private static final Pattern USED = Pattern.compile("VmSize:\\s+(\\d+) kB");

  /** That of this process; empty if there is no limit, or the system does not say. */
  static Optional<AddressSpace> ofProcess() {
    Path process = Path.of("/proc/self");
    try {
      return Files.isReadable(process.resolve("limits"))
          ? parse(text(process.resolve("limits")), text(process.resolve("status")))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String text(Path file) throws IOException {
    return new String(new NamedFile(file).bytes(), US_ASCII);
  }

  /** Reads it from two files as Linux writes them; empty if there is no limit. */
  static Optional<AddressSpace> parse(String limits, String status) {
    Matcher limit = LIMIT.matcher(limits);
    Matcher used = USED.matcher(status);
    return limit.find() && used.find()
        ? Optional.of(
            new AddressSpace(Long.parseLong(limit.group(1)), Long.parseLong(used.group(1)) << 10))
        : Optional.empty();
  }

  /**
   * Rejects a limit under which TensorFlow would fail at an unknown point, and without a reason.
   *
   * @throws IOException if there is too little for it
   */
  void requireEnough() throws IOException {
    if (limit - used < NEEDED) {
      throw new IOException("not enough address space for TensorFlow: " + advice());
    }
  }

  /** What is limited, and what to do. */
  String advice() {
    return "it is limited to %d MB (ulimit -v), of which Java has %d, and TensorFlow takes %d or more: raise the limit, or leave Java less (-Xmx in RECU_JAVA_OPTS)"
        .formatted(limit >> 20, used >> 20, NEEDED >> 20);
  }
}
