package org.recu.data;

import java.io.IOException;

/** Data that are missing or not what they should be; the message says what, where and why. */
public final class DataException extends IOException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
