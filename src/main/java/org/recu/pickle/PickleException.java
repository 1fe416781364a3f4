package org.recu.pickle;

import java.io.IOException;

/**
 * A pickle that is corrupt or contains more than data. The message says what is wrong and where,
 * but not in which file.
 */
public final class PickleException extends IOException {

  private static final long serialVersionUID = 1;

  /** The message says what was found, what was expected and where. */
  public PickleException(String message) {
    super(message);
  }

  /** The exception for an inconsistent pickle, which Python would never write. */
  public static PickleException corrupt(String what) {
    return new PickleException("corrupt pickle: " + what);
  }
}
