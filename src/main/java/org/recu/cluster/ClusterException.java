package org.recu.cluster;

import java.io.IOException;

/** The processes of a run cannot work together; the message is a sentence for the user. */
public class ClusterException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public ClusterException(String message) {
    super(message);
  }

  /** Creates the exception of another one. */
  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
