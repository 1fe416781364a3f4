package org.recu.pickle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text in a pickle, which Python 2 writes as bytes. */
public final class PickleText {

  private static final int LONGEST = 100;

  /**
   * More bytes are data, not text. A pickle can refer to the same bytes again and again, and each
   * time they would be decoded.
   */
  private static final int MOST_BYTES = 4096;

  private PickleText() {}

  /** Returns the value as text; empty if it is neither text nor bytes, or very many bytes. */
  public static Optional<String> of(Object value) {
    if (value instanceof ByteBuffer bytes) {
      if (bytes.remaining() > MOST_BYTES) {
        return Optional.empty();
      }
      return Optional.of(StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString());
    }
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /**
   * Makes text from a file safe to print in a message: one line, short, no control characters and
   * none that turn the direction of writing.
   */
  public static String printable(String text) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return start.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
  }
}
