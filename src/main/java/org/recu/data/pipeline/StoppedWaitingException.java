package org.recu.data.pipeline;

import java.io.IOException;

/** The consumer of batches was asked to stop while it waited for one that does not come. */
public final class StoppedWaitingException extends IOException {
  private static final long serialVersionUID = 1L;

  StoppedWaitingException() {
    super("stopped while waiting for an image");
  }
}
