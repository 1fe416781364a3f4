package org.recu.console;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong, in one line. */
public final class ErrorLine {

  private ErrorLine() {}

  /** The exception's message; a sentence where it would be a path alone. */
  public static String of(Throwable thrown) {
    Throwable cause =
        thrown instanceof UncheckedIOException unchecked ? unchecked.getCause() : thrown;
    return sentence(cause).strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String sentence(Throwable thrown) {
    if (thrown instanceof FileSystemException e && e.getFile() != null) {
      return e.getFile() + reason(e);
    }
    return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return " is not there";
    }
    if (e instanceof AccessDeniedException) {
      return ": permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return " is there already";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return " is not empty";
    }
    if (e instanceof NotDirectoryException) {
      return " is not a folder";
    }
    return e.getReason() == null ? " cannot be used" : ": " + e.getReason();
  }
}
