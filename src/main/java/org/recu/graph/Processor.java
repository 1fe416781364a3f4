package org.recu.graph;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/**
 * The features of this machine's CPU that decide how a graph is built, from the flags in {@code
 * /proc/cpuinfo}. On systems other than Linux no feature is assumed.
 *
 * @param bfloat16 whether it multiplies bfloat16 numbers: AVX-512 BF16 or AMX
 * @param bfloat16Tiles whether it multiplies them by tiles (AMX), many times as fast as float32
 * @param vectorPopulationCount whether it counts the bits of eight words at once (AVX-512
 *     VPOPCNTDQ)
 */
public record Processor(boolean bfloat16, boolean bfloat16Tiles, boolean vectorPopulationCount) {

  private static final Processor THIS = read(Path.of("/proc/cpuinfo"));

  /** The CPU that this process runs on. */
  public static Processor current() {
    return THIS;
  }

  private static Processor read(Path file) {
    try {
      return of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return new Processor(false, false, false);
    }
  }

  /** Reads the text of {@code /proc/cpuinfo}; the flags of the first core stand for all. */
  static Processor of(String cpuinfo) {
    Set<String> flags =
        cpuinfo
            .lines()
            .filter(line -> line.startsWith("flags"))
            .findFirst()
            .map(line -> Set.copyOf(Arrays.asList(line.replaceFirst(".*:", "").trim().split(" +"))))
            .orElse(Set.of());
    boolean tiles = flags.contains("amx_bf16");
    return new Processor(
        tiles || flags.contains("avx512_bf16"), tiles, flags.contains("avx512_vpopcntdq"));
  }
}
