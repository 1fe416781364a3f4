package org.recu.pickle;

import java.io.IOException;

/** A pickle that is corrupt, or more than data; the message says what and where, not which file. */
public final class PickleException extends IOException {

  private static final long serialVersionUID = 1;

  /** What was found, what was expected and where. */
  public PickleException(String message) {
    super(message);
  }

  /** What does not hold together, in a pickle that nobody's Python has written so. */
  public static PickleException corrupt(String what) {
    return new PickleException("corrupt pickle: " + what);
  }
}
