package org.recu.cli;

import java.io.Serial;

/** The command line cannot be what was meant; the message says in one line why. */
public final class UsageException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
