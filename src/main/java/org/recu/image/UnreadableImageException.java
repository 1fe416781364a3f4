package org.recu.image;

import java.io.IOException;

/** Bytes that are no image, or a damaged one; the message says why, without naming a file. */
public final class UnreadableImageException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableImageException(String message) {
    super(message);
  }

  UnreadableImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
