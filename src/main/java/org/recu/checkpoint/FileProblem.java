package org.recu.checkpoint;

import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file operation failed, in words: the JDK's message is often the path alone. */
public final class FileProblem {

  private FileProblem() {}

  /** What the exception means, in one line, its file named where it knows one. */
  public static String of(Exception e) {
    if (e instanceof CheckpointException) {
      return e.getMessage();
    }
    if (e instanceof FileSystemException problem) {
      return problem.getFile() + ": " + reason(problem);
    }
    if (e instanceof ClosedByInterruptException) {
      return "interrupted";
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "exists already and is not a folder";
    }
    if (e instanceof NotDirectoryException) {
      return "is not a folder";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }
}
