package org.recu.run;

import java.util.function.BooleanSupplier;

/** How somebody asks a run to stop early: it finishes its step, saves and returns. */
public interface StopRequest {

  /** Nobody asks. */
  StopRequest NEVER = () -> () -> false;

  /**
   * Called once, when a run has opened everything and is about to train: before that, a run that is
   * interrupted has nothing to save.
   *
   * @return asked after every step whether the run is to stop
   */
  BooleanSupplier open();
}
