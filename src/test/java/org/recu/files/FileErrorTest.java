package org.recu.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FileErrorTest {

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(new NoSuchFileException("a/b"), "a/b: no such file or folder"),
        Arguments.of(new AccessDeniedException("a/b"), "a/b: permission denied"),
        Arguments.of(new FileAlreadyExistsException("a/b"), "a/b: already exists"),
        Arguments.of(new DirectoryNotEmptyException("a/b"), "a/b: folder is not empty"),
        Arguments.of(new NotDirectoryException("a/b"), "a/b: not a folder"),
        Arguments.of(new FileSystemLoopException("a/b"), "a/b: its links form a loop"),
        Arguments.of(
            new FileSystemException("a/b", null, "Read-only file system"),
            "a/b: Read-only file system"),
        Arguments.of(new FileSystemException("a/b"), "a/b: cannot be used"),
        Arguments.of(new FileSystemException(null, null, "Stale file handle"), "Stale file handle"),
        Arguments.of(new IOException("No space left on device"), "No space left on device"),
        Arguments.of(new IOException("first\nsecond"), "first"),
        Arguments.of(new IOException(""), "IOException"),
        Arguments.of(new IOException(), "IOException"),
        Arguments.of(new ClosedByInterruptException(), "interrupted"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void sentence_namesFileAndReason(Exception error, String sentence) {
    assertThat(FileError.sentence(error)).isEqualTo(sentence);
  }

  @Test
  void at_errorOfAChannel_getsThePath() {
    IOException full = new IOException("No space left on device");
    assertThat(FileError.sentence(FileError.at(Path.of("a", "b"), full)))
        .isEqualTo("a/b: No space left on device");
    NoSuchFileException named = new NoSuchFileException("c");
    assertThat(FileError.at(Path.of("a", "b"), named)).isSameAs(named);
  }
}
