package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

final class OneLineTest {

  @Test
  void of_fileExceptions_areSentences() {
    assertThat(OneLine.of(new FileAlreadyExistsException("f"))).isEqualTo("f: already exists");
    assertThat(OneLine.of(new DirectoryNotEmptyException("f"))).isEqualTo("f: folder is not empty");
    assertThat(OneLine.of(new NotDirectoryException("f"))).isEqualTo("f: not a folder");
    assertThat(OneLine.of(new FileSystemException("f", null, "No space left on device")))
        .isEqualTo("f: No space left on device");
    assertThat(OneLine.of(new FileSystemException("f"))).isEqualTo("f: FileSystemException");
  }

  @Test
  void of_noMessage_isTheKind() {
    assertThat(OneLine.of(new IOException((String) null))).isEqualTo("IOException");
  }
}
