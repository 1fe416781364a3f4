package org.recu.checkpoint;

import java.io.IOException;

/** A run's folder or a checkpoint that is not what it should be; the message is one line. */
public final class CheckpointException extends IOException {

  private static final long serialVersionUID = 1;

  /** What was found, what was expected and where. */
  public CheckpointException(String message) {
    super(message);
  }

  /** What was found, what was expected and where, and what brought it up. */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
