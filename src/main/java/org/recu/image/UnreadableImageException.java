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

  /** Why an image cannot be decoded, if the decoder itself failed; without the file's name. */
  public static String reason(Throwable failure) {
    return failure instanceof OutOfMemoryError
        ? "cannot be decoded: it needs more memory than there is"
        : "cannot be decoded: " + failure;
  }
}
