package org.recu.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MemoryLimitTest {

  private static final String NO_LIMIT =
      """
      Limit                     Soft Limit           Hard Limit           Units
      Max address space         unlimited            unlimited            bytes
      """;

  @TempDir private Path folder;

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private MemoryLimit limit() throws IOException {
    if (!Files.exists(folder.resolve("proc/meminfo"))) {
      write(
          "proc/meminfo",
          """
          MemTotal: 8000000 kB
          MemFree: 100 kB
          MemAvailable:    5000000 kB
          SwapTotal: 1000000 kB
          SwapFree: 500000 kB
          """);
    }
    return MemoryLimit.read(folder.resolve("proc"), folder.resolve("cgroup")).orElseThrow();
  }

  @Test
  void read_noLimits_isTheMachinesMemoryWithItsSwap() throws IOException {
    write("proc/self/limits", NO_LIMIT);
    assertThat(limit())
        .isEqualTo(
            new MemoryLimit(9_000_000L * 1024, 5_500_000L * 1024, "this machine has 9.2 GB"));
  }

  @Test
  void read_addressSpace_countsWhatIsLeft() throws IOException {
    write("proc/self/limits", NO_LIMIT.replaceFirst("unlimited ", "6000000000"));
    write("proc/self/status", "Name: java\nVmPeak: 9 kB\nVmSize:\t 2000000 kB\n");
    long left = 6_000_000_000L - 2_000_000L * 1024;
    assertThat(limit())
        .isEqualTo(
            new MemoryLimit(
                left,
                left,
                "its address space is limited to 6.0 GB (ulimit -v), of which 4.0 GB are left"));
  }

  /** A container sees its own group as the root. */
  @Test
  void read_secondVersion_takesTheLowestOfAllGroupsAround() throws IOException {
    write("proc/self/cgroup", "0::/user/job/step\n");
    write("cgroup/user/job/step/memory.max", "max\n");
    write("cgroup/user/job/memory.max", "3000000000\n");
    write("cgroup/user/memory.max", "4000000000\n");
    assertThat(limit())
        .isEqualTo(
            new MemoryLimit(
                3_000_000_000L,
                3_000_000_000L,
                "its control group, such as a container, is limited to 3.0 GB"));
  }

  @Test
  void read_firstVersion_takesTheMemoryController() throws IOException {
    write("proc/self/cgroup", "9:cpu:/x\n4:memory:/x\n0::/\n");
    write("cgroup/memory/x/memory.limit_in_bytes", "2000000000\n");
    write("cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(limit().most()).isEqualTo(2_000_000_000L);
  }

  @Test
  void read_groupOutsideOfWhatIsMounted_isTheMachinesMemory() throws IOException {
    write("proc/self/cgroup", "0::/../../other\nnonsense\n");
    write("other/memory.max", "1\n");
    assertThat(limit().most()).isEqualTo(9_000_000L * 1024);
  }

  @Test
  void read_anotherSystem_isUnknown() {
    assertThat(MemoryLimit.read(folder.resolve("proc"), folder.resolve("cgroup"))).isEmpty();
  }
}
