package org.recu.console;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.recu.files.FileError;

/** Describes an error in one line. */
public final class ErrorLine {

  private ErrorLine() {}

  /** The exception's message; a full sentence if the message is only a path. */
  public static String of(Throwable thrown) {
    Throwable cause =
        thrown instanceof UncheckedIOException unchecked ? unchecked.getCause() : thrown;
    return sentence(cause).strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String sentence(Throwable thrown) {
    if (thrown instanceof FileSystemException e) {
      return FileError.sentence(e);
    }
    return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
  }
}
