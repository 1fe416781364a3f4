package org.recu.run;

import java.util.Locale;

/** How a run stands. */
public enum RunState {
  /** A process trains it at this moment. */
  RUNNING,

  /** Every epoch is done. */
  FINISHED,

  /** Epochs are left, and nobody trains it: it was stopped, killed, or told to do some steps. */
  INTERRUPTED,

  /** Something that it met ended it, and left word of it. */
  FAILED;

  /** As people and scripts read it, such as {@code running}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
