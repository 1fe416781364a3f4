package org.recu.cli;

/** How a resumed run treats an option. */
enum OnResume {
  /** Keeps the run's value; a different one on the command line is rejected. */
  SAME,
  /**
   * Like {@link #SAME}, or like {@link #FREE} if the learning rate decays in steps, which do not
   * depend on the last epoch.
   */
  FREE_WITH_STEPS,
  /** Takes the value on the command line from now on, else the run's value. */
  FREE,
  /** Applies to this call only: the value on the command line, else the default. */
  ANEW
}
