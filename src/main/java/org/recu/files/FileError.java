package org.recu.files;

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
import java.util.regex.Pattern;

/** What an I/O error is called in a message: the JDK's own text is often the path alone. */
public final class FileError {

  private static final int LONGEST = 300;

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private FileError() {}

  /**
   * The error in one line: the file, if the exception names one, and the reason.
   *
   * @param e any exception; only the first line of its message is used
   */
  public static String sentence(Exception e) {
    if (e instanceof FileSystemException problem && problem.getFile() != null) {
      return problem.getFile() + ": " + reason(problem);
    }
    return reason(e);
  }

  /** The reason alone, in one line, for a message that names the file already. */
  public static String reason(Exception e) {
    if (e instanceof FileSystemException problem && problem.getReason() != null) {
      return problem.getReason().lines().findFirst().orElse("");
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "already exists";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "folder is not empty";
    }
    if (e instanceof NotDirectoryException) {
      return "not a folder";
    }
    if (e instanceof FileSystemLoopException) {
      return "its links form a loop";
    }
    if (e instanceof ClosedByInterruptException) {
      return "interrupted";
    }
    if (e instanceof FileSystemException) {
      return "cannot be used";
    }
    String message = e.getMessage();
    return message == null
        ? e.getClass().getSimpleName()
        : message.lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  /**
   * A reader's reason, which may quote the file, in one line of some hundred characters at most:
   * what does not print becomes a question mark.
   */
  public static String quoted(String reason) {
    String start = reason.length() > LONGEST ? reason.substring(0, LONGEST) + "..." : reason;
    return UNPRINTABLE.matcher(start).replaceAll("?");
  }

  /** The refusal to overwrite a file or a folder. */
  static FileAlreadyExistsException exists(Path path) {
    return new FileAlreadyExistsException(
        path.toString(), null, "already exists; nothing was overwritten");
  }

  /** The same error with the file it is about, which the JDK leaves out where it has a channel. */
  public static IOException at(Path file, IOException e) {
    return e instanceof FileSystemException problem && problem.getFile() != null
        ? e
        : about(file, e);
  }

  /** The same error about another file: the one that the user knows, not its hidden sibling. */
  static IOException about(Path file, IOException e) {
    FileSystemException named = new FileSystemException(file.toString(), null, reason(e));
    named.initCause(e);
    return named;
  }
}
