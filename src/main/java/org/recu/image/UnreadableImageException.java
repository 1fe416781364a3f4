package org.recu.image;

import java.io.IOException;

/** Bytes that are not a valid image; the message gives the reason and no file name. */
public final class UnreadableImageException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableImageException(String message) {
    super(message);
  }

  UnreadableImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
