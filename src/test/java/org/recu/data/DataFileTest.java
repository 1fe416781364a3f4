package org.recu.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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
        .hasMessage(missing + ": cannot be read: there is no such file or folder");
    assertThatThrownBy(() -> new DataFile(missing).size())
        .isInstanceOf(DataException.class)
        .hasMessage(missing + ": cannot be read: there is no such file or folder");
  }

  @Test
  void read_folder_saysSo() {
    assertThatThrownBy(() -> new DataFile(folder).read(InputStream::readAllBytes))
        .isInstanceOf(DataException.class)
        .hasMessage(folder + ": is a folder, expected a file");
  }

  @Test
  void reason_exceptionsWhoseMessageIsAPath_inWords() {
    assertThat(FileTrouble.reason(new NoSuchFileException("p"))).startsWith("there is no such");
    assertThat(FileTrouble.reason(new AccessDeniedException("p"))).isEqualTo("permission denied");
    assertThat(FileTrouble.reason(new FileAlreadyExistsException("p"))).contains("in the way");
    assertThat(FileTrouble.reason(new FileSystemException("p", null, "Read-only file system")))
        .isEqualTo("Read-only file system");
    assertThat(FileTrouble.reason(new IOException("No space left on device")))
        .isEqualTo("No space left on device");
  }
}
