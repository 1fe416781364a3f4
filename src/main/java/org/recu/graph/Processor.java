package org.recu.graph;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/**
 * This machine's CPU as {@code /proc/cpuinfo} describes it. On systems other than Linux nothing is
 * known of it.
 *
 * @param model its name; empty if unknown
 * @param flags the names of its features
 */
public record Processor(String model, Set<String> flags) {

  private static final Processor THIS = read(Path.of("/proc/cpuinfo"));

  public Processor {
    flags = Set.copyOf(flags);
  }

  /** The CPU that this process runs on. */
  public static Processor current() {
    return THIS;
  }

  /** Whether it has instructions that multiply bfloat16 numbers: AVX-512 BF16 or AMX. */
  public boolean bfloat16() {
    return flags.contains("amx_bf16") || flags.contains("avx512_bf16");
  }

  private static Processor read(Path file) {
    try {
      return of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return new Processor("", Set.of());
    }
  }

  /** Reads the text of {@code /proc/cpuinfo}; the first core stands for all. */
  static Processor of(String cpuinfo) {
    return new Processor(
        value(cpuinfo, "model name"),
        Set.copyOf(Arrays.asList(value(cpuinfo, "flags").split(" +", -1))));
  }

  private static String value(String cpuinfo, String key) {
    return cpuinfo
        .lines()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .map(line -> line.replaceFirst(".*?:", "").strip())
        .orElse("");
  }
}
