package org.recu.pytorch;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that does not contain weights as {@code torch.save} writes them; the message is one line.
 */
public final class PyTorchException extends IOException {

  private static final long serialVersionUID = 1;

  /** The message says which file, and what is wrong with it. */
  public PyTorchException(Path file, String what) {
    super(file + ": " + what);
  }

  /** The message says which file, and what is wrong with it; the cause is what led to it. */
  public PyTorchException(Path file, String what, Throwable cause) {
    super(file + ": " + what, cause);
  }
}
