package org.recu.image;

import java.io.IOException;

/** Bytes that are not a valid image; the message gives the reason and no file name. */
public final class UnreadableImageException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the reason. */
  public UnreadableImageException(String message) {
    super(message);
  }

  /** With the reason and what caused it. */
  public UnreadableImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
