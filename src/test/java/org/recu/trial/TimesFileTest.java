package org.recu.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.lowering.SumsBy;

/** The file of measured times. */
final class TimesFileTest {

  private static final Conditions HERE = new Conditions("cpu", Set.of("avx", "sse"), 2, "2.18.0");

  private static final Times TIMES = new Times(Map.of(SumsBy.COUNT, 1.5, SumsBy.CONVOLUTION, 2.0));

  @TempDir Path folder;

  @Test
  void add_timesOfTwoProcesses_keepsBoth() throws IOException {
    file(HERE).add(Map.of("one", TIMES));
    file(HERE).add(Map.of("two", TIMES));
    assertThat(file(HERE).read()).containsOnly(Map.entry("one", TIMES), Map.entry("two", TIMES));
    assertThat(names()).containsExactly(HERE.fileName());
    assertThat(Files.readString(path()))
        .startsWith("recu sums 3\nprocessor cpu\nflags avx sse\nthreads 2\ntensorflow 2.18.0\n")
        .contains("\none: convolution 2.000 count 1.500\n");
  }

  @Test
  void add_atTheSameTime_leavesAWholeFile() throws IOException {
    IntStream.range(0, 50).parallel().forEach(i -> file(HERE).add(Map.of("layer " + i, TIMES)));
    assertThat(file(HERE).read())
        .isNotEmpty()
        .allSatisfy((name, t) -> assertThat(t).isEqualTo(TIMES));
    assertThat(names()).containsExactly(HERE.fileName());
  }

  @Test
  void read_otherConditions_areOtherFiles() {
    file(HERE).add(Map.of("one", TIMES));
    for (Conditions other :
        List.of(
            new Conditions("other", HERE.flags(), 2, "2.18.0"),
            new Conditions("cpu", Set.of("avx"), 2, "2.18.0"),
            new Conditions("cpu", HERE.flags(), 4, "2.18.0"),
            new Conditions("cpu", HERE.flags(), 2, "2.19.0"))) {
      assertThat(file(other).read()).isEmpty();
      // Nor under the name of the first one, should the checksums be equal.
      assertThat(new TimesFile(Optional.of(path()), other).read()).isEmpty();
    }
  }

  @Test
  void read_damagedFile_isEmptyAndReplaced() throws IOException {
    file(HERE).add(Map.of("one", TIMES));
    byte[] whole = Files.readAllBytes(path());
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(path(), damaged);
      assertThat(file(HERE).read()).as("byte %d", i).isEmpty();
      Files.write(path(), Arrays.copyOf(whole, i));
      assertThat(file(HERE).read()).as("first %d bytes", i).isEmpty();
    }
    file(HERE).add(Map.of("two", TIMES));
    assertThat(file(HERE).read()).containsOnlyKeys("two");
  }

  @Test
  void read_hugeFile_isNotRead() throws IOException {
    Files.write(path(), new byte[(1 << 20) + 1]);
    assertThat(file(HERE).read()).isEmpty();
  }

  @Test
  void add_noPlaceForAFolder_isSilent() throws IOException {
    TimesFile nowhere = TimesFile.in(Optional.empty(), HERE);
    nowhere.add(Map.of("one", TIMES));
    assertThat(nowhere.read()).isEmpty();
    Path inTheWay = Files.writeString(folder.resolve("file"), "not a folder");
    TimesFile blocked = TimesFile.in(Optional.of(inTheWay.resolve("recu")), HERE);
    blocked.add(Map.of("one", TIMES));
    assertThat(blocked.read()).isEmpty();
    Files.createDirectory(path());
    file(HERE).add(Map.of("one", TIMES));
    assertThat(file(HERE).read()).isEmpty();
  }

  @Test
  void times_text_isReadAgain() {
    assertThat(Times.of(TIMES.text())).contains(TIMES);
    assertThat(TIMES.preferred()).isEqualTo(SumsBy.COUNT);
    assertThat(
            Stream.of("", "count", "count x", "count -1.0", "count NaN", "abacus 1.0")
                .map(Times::of))
        .allMatch(Optional::isEmpty);
    assertThat(Times.of("count 1.0 count 2.0")).isEmpty();
  }

  @Test
  void times_nearlyEqual_takeCounting() {
    assertThat(fastest(2.0, 2.2)).isEqualTo(SumsBy.COUNT);
    assertThat(fastest(2.0, 2.3)).isEqualTo(SumsBy.CONVOLUTION);
    assertThat(new Times(Map.of(SumsBy.CONVOLUTION, 2.0, SumsBy.PARTS, 1.9)).preferred())
        .isEqualTo(SumsBy.PARTS);
  }

  private static SumsBy fastest(double convolution, double count) {
    return new Times(Map.of(SumsBy.CONVOLUTION, convolution, SumsBy.COUNT, count)).preferred();
  }

  private TimesFile file(Conditions conditions) {
    return TimesFile.in(Optional.of(folder), conditions);
  }

  private Path path() {
    return folder.resolve(HERE.fileName());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
