package org.recu.run;

import java.util.Locale;

/** Whether a run is running, or how it ended. */
public enum RunState {
  /** A process is training it. */
  RUNNING,

  /** Every epoch is done. */
  FINISHED,

  /**
   * Epochs are left, but no process is training it: it was stopped, killed, or limited to some
   * steps.
   */
  INTERRUPTED,

  /** An error ended it and was recorded. */
  FAILED;

  /** The word shown to people and scripts, such as {@code running}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
