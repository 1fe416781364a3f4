package org.recu.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FileProblemTest {

  static Stream<Arguments> problems() {
    return Stream.of(
        Arguments.of(new NoSuchFileException("a/b"), "a/b: does not exist"),
        Arguments.of(new AccessDeniedException("a/b"), "a/b: permission denied"),
        Arguments.of(new NotDirectoryException("a/b"), "a/b: is not a folder"),
        Arguments.of(
            new FileSystemException("a/b", null, "Read-only file system"),
            "a/b: Read-only file system"),
        Arguments.of(new FileSystemException("a/b"), "a/b: FileSystemException"),
        Arguments.of(new IOException("No space left on device"), "No space left on device"),
        Arguments.of(new IOException("first\nsecond"), "first"),
        Arguments.of(new IOException(), "IOException"),
        Arguments.of(new ClosedByInterruptException(), "interrupted"),
        Arguments.of(new CheckpointException("said already"), "said already"));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void of_isASentence(Exception problem, String sentence) {
    assertThat(FileProblem.of(problem)).isEqualTo(sentence);
  }
}
