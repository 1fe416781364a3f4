package org.recu.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where the cache folder is. */
final class CacheFolderTest {

  @Test
  void of_xdgCacheHome_comesFirst() {
    assertThat(of("XDG_CACHE_HOME", "/c", "HOME", "/h")).contains(Path.of("/c/recu"));
  }

  @Test
  void of_home_hasACacheFolder() {
    assertThat(of("HOME", "/h")).contains(Path.of("/h/.cache/recu"));
    assertThat(of("XDG_CACHE_HOME", "relative", "HOME", "/h")).contains(Path.of("/h/.cache/recu"));
    assertThat(of("XDG_CACHE_HOME", "", "HOME", "/h")).contains(Path.of("/h/.cache/recu"));
  }

  @Test
  void of_noHome_isNone() {
    assertThat(of()).isEmpty();
    assertThat(of("HOME", "")).isEmpty();
    assertThat(of("HOME", "\0")).isEmpty();
  }

  private static Optional<Path> of(String... variables) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return CacheFolder.of(environment::get);
  }
}
