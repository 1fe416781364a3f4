package org.recu.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AsideTest {

  @TempDir Path folder;

  @Test
  void replace_existingFile_hasTheNewContentAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "old and longer");
    Aside.replace(file, out -> out.write('n'));
    assertThat(file).hasContent("n");
    assertThat(folder.toFile().list()).containsExactly("f");
  }

  @Test
  void replace_contentFails_leavesTheOldFileAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "old");
    assertThatThrownBy(
            () ->
                Aside.replace(
                    file,
                    out -> {
                      out.write('n');
                      throw new IOException("no space left on device");
                    }))
        .hasMessage("no space left on device");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("f");
  }
}
