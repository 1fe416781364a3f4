package org.recu.train;

/** How a run ended. */
public enum Outcome {
  /** Every epoch of the schedule is done. */
  FINISHED,
  /** The steps that were asked for are done; the schedule is not. */
  STEPS_DONE,
  /** It was asked to stop, and saved. */
  STOPPED
}
