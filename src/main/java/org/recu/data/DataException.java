package org.recu.data;

import java.io.IOException;

/** Missing or invalid data; the message says what, where and why. */
public final class DataException extends IOException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
