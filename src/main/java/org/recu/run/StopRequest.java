package org.recu.run;

import java.util.function.BooleanSupplier;

/** A request to stop a run early: it finishes its step, saves and returns. */
public interface StopRequest {

  /** Never. */
  StopRequest NEVER = () -> () -> false;

  /**
   * Called once, when a run has opened everything and is about to train: before that, a run that is
   * interrupted has nothing to save.
   *
   * @return asked after every step whether the run is to stop
   */
  BooleanSupplier open();
}
