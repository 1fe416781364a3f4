package org.recu.cli;

import java.io.Serial;

/** The command line is invalid; the message says why in one line. */
public final class UsageException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
