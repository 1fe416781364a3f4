package org.recu.train;

/** How a run ended. */
public enum Outcome {
  /** Every epoch of the schedule is done. */
  FINISHED,
  /** The requested number of steps is done, but not the schedule. */
  STEPS_DONE,
  /** The run was asked to stop, and saved a checkpoint. */
  STOPPED
}
