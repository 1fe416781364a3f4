package org.recu.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFileTest {
  @TempDir Path folder;

  @Test
  void read_missing_aSentenceWithThePath() {
    Path missing = folder.resolve("missing.bin");
    assertThatThrownBy(() -> new DataFile(missing).read(InputStream::readAllBytes))
        .isInstanceOf(DataException.class)
        .hasMessage(missing + ": cannot be read: no such file or folder");
    assertThatThrownBy(() -> new DataFile(missing).size())
        .isInstanceOf(DataException.class)
        .hasMessage(missing + ": cannot be read: no such file or folder");
  }

  @Test
  void read_folder_saysSo() {
    assertThatThrownBy(() -> new DataFile(folder).read(InputStream::readAllBytes))
        .isInstanceOf(DataException.class)
        .hasMessage(folder + ": is a folder, expected a file");
  }
}
