package org.recu.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

final class ErrorLineTest {

  @Test
  void of_fileExceptions_areSentences() {
    assertThat(ErrorLine.of(new FileAlreadyExistsException("f"))).isEqualTo("f: already exists");
    assertThat(ErrorLine.of(new DirectoryNotEmptyException("f")))
        .isEqualTo("f: folder is not empty");
    assertThat(ErrorLine.of(new NotDirectoryException("f"))).isEqualTo("f: not a folder");
    assertThat(ErrorLine.of(new FileSystemException("f", null, "No space left on device")))
        .isEqualTo("f: No space left on device");
    assertThat(ErrorLine.of(new FileSystemException("f"))).isEqualTo("f: cannot be used");
  }

  @Test
  void of_noMessage_isTheKind() {
    assertThat(ErrorLine.of(new IOException((String) null))).isEqualTo("IOException");
  }
}
