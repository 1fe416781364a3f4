package org.recu.checkpoint;

import java.io.IOException;

/** An invalid run folder or checkpoint; the message is one line. */
public final class CheckpointException extends IOException {

  private static final long serialVersionUID = 1;

  /** The message says what was found, what was expected and where. */
  public CheckpointException(String message) {
    super(message);
  }

  /** The message says what was found, what was expected and where; the cause is what led to it. */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
