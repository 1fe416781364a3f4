package org.recu.pytorch;

import java.io.IOException;
import java.nio.file.Path;

/** A file without weights as {@code torch.save} writes them; the message is one line. */
public final class PyTorchException extends IOException {

  private static final long serialVersionUID = 1;

  /** Which file, and what is wrong with it. */
  public PyTorchException(Path file, String what) {
    super(file + ": " + what);
  }

  /** Which file, what is wrong with it, and what brought it up. */
  public PyTorchException(Path file, String what, Throwable cause) {
    super(file + ": " + what, cause);
  }
}
