package org.recu.data.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.data.DataException;

final class ImageFileTest {
  @TempDir private Path folder;

  @Test
  void read_aFile_isAllItsBytes() throws IOException {
    byte[] bytes = new byte[100_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (31 * i);
    }
    Path path = Files.write(folder.resolve("a.jpg"), bytes);
    assertThat(new ImageFile(path).read()).isEqualTo(bytes);
  }

  @Test
  void read_noFile_namesIt() {
    Path path = folder.resolve("gone.jpg");
    assertThatThrownBy(() -> new ImageFile(path).read())
        .isInstanceOf(DataException.class)
        .hasMessage(path + ": cannot be read: no such file or folder");
  }

  @Test
  void read_aFolder_saysSo() {
    assertThatThrownBy(() -> new ImageFile(folder).read())
        .isInstanceOf(DataException.class)
        .hasMessage(folder + ": is a folder, expected a file");
  }
}
