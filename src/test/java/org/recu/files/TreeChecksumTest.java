package org.recu.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TreeChecksumTest {

  /** The check value of CRC-32C (iSCSI): its checksum of these nine digits. */
  private static final String CHECK = "e3069283";

  @TempDir private Path folder;

  @Test
  void of_aFile_isItsCrc32c() throws IOException {
    assertThat(TreeChecksum.of(file("digits", "123456789"))).isEqualTo(CHECK);
  }

  @Test
  void of_aCopyElsewhere_isTheSame() throws IOException {
    file("here/a", "1");
    file("here/sub/b", "2");
    file("there/sub/b", "2");
    file("there/a", "1");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("there"));
    assertThat(TreeChecksum.of(folder.resolve("here"))).isEqualTo(TreeChecksum.of(link));
  }

  @Test
  void of_anotherNameOrContent_differs() throws IOException {
    file("one/a", "1");
    file("renamed/b", "1");
    file("changed/a", "2");
    String one = TreeChecksum.of(folder.resolve("one"));
    assertThat(TreeChecksum.of(folder.resolve("renamed"))).isNotEqualTo(one);
    assertThat(TreeChecksum.of(folder.resolve("changed"))).isNotEqualTo(one);
  }

  @Test
  void of_missing_namesIt() {
    assertThatThrownBy(() -> TreeChecksum.of(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none");
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
