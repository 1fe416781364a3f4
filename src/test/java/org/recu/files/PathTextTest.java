package org.recu.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PathTextTest {

  @TempDir private Path folder;

  @Test
  void of_aNameThatIsNotUtf8_hasItsBytesEscaped() throws Exception {
    String script = "mkdir \"$(printf 'a\\377\\376b')\"; : > \"$(printf 'a\\377\\376b/x\\344y')\"";
    Process made = new ProcessBuilder("sh", "-c", script).directory(folder.toFile()).start();
    assumeTrue(made.waitFor() == 0);
    try (Stream<Path> tree = Files.walk(folder)) {
      Path file = tree.filter(Files::isRegularFile).findFirst().orElseThrow();
      assertThat(PathText.of(file)).isEqualTo(folder + "/a\\xFF\\xFEb/x\\xE4y");
      assertThat(PathText.isUtf8(file)).isFalse();
      assertThat(PathText.isComplete(file)).isFalse();
    }
  }

  /** It would break a line, or colour a terminal. */
  @Test
  void of_aNameWithControlCharacters_hasThemEscaped() {
    assertThat(PathText.of(Path.of("a\nb", "\u001b[31m\u00e4.png")))
        .isEqualTo("a\\x0Ab/\\x1B[31m\u00e4.png");
  }

  @Test
  void of_otherNames_isTheirText() {
    Path path = Path.of("a b", "%41.jpg");
    assertThat(PathText.of(path)).isEqualTo(path.toString());
    assertThat(PathText.isUtf8(path)).isTrue();
  }
}
