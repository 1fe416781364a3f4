package org.recu.cli;

/** What a resumed run does with an option. */
enum OnResume {
  /** The run's own value holds; another one typed is refused. */
  SAME,
  /** As {@link #SAME}, unless the learning rate goes by steps, which do not look ahead. */
  FREE_WITH_STEPS,
  /** What is typed holds from now on, else the run's own value. */
  FREE,
  /** Concerns the one call: what is typed holds, else the default. */
  ANEW
}
