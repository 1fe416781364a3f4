package org.recu.pickle;

/** A value whose state a pickle sets after creating it, as with Python's {@code __setstate__}. */
public interface PickleState {

  /**
   * Sets the state.
   *
   * @throws PickleException if it does not fit the value
   */
  void set(Object state) throws PickleException;
}
