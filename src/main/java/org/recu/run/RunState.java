package org.recu.run;

import java.util.Locale;

/** Whether a run is running, or how it ended. */
public enum RunState {
  /** A process trains it at this moment. */
  RUNNING,

  /** Every epoch is done. */
  FINISHED,

  /**
   * Epochs are left, and no process trains it: it was stopped, killed, or limited to some steps.
   */
  INTERRUPTED,

  /** Something that it met ended it, and left word of it. */
  FAILED;

  /** As people and scripts read it, such as {@code running}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
