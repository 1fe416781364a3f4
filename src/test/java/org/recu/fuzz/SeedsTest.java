package org.recu.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every fuzz target over its seeds: small whole files, and files that once broke a reader. The
 * folder of a seed is the name of its target.
 */
final class SeedsTest {

  private static final Path SEEDS = Path.of("src", "test", "resources", "fuzz");

  private static final List<Class<?>> TARGETS = FuzzTargets.ALL;

  static Stream<Class<?>> targets() {
    return TARGETS.stream();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void target_everySeed_staysWithinItsBounds(Class<?> target) throws Exception {
    for (Path seed : files(SEEDS.resolve(target.getSimpleName()))) {
      run(target, seed, Files.readAllBytes(seed));
    }
    run(target, Path.of("nothing"), new byte[0]);
  }

  private static void run(Class<?> target, Path seed, byte[] bytes)
      throws ReflectiveOperationException {
    try {
      target.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, (Object) bytes);
    } catch (InvocationTargetException e) {
      throw new AssertionError(seed.toString(), e.getCause());
    }
  }

  @Test
  void seeds_everyFolder_hasATarget() throws IOException {
    assertThat(files(SEEDS))
        .extracting(folder -> folder.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(TARGETS.stream().map(Class::getSimpleName).toList());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }
}
