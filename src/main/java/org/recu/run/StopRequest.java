package org.recu.run;

import java.util.function.BooleanSupplier;

/** A request to stop a run early: it finishes its step, saves and returns. */
public interface StopRequest {

  /** Never stops the run. */
  StopRequest NEVER = () -> () -> false;

  /**
   * Called once, when a run has opened everything and is about to train; a run that is interrupted
   * earlier has nothing to save.
   *
   * @return says whether to stop, and is asked after every step
   */
  BooleanSupplier open();
}
