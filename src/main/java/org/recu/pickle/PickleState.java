package org.recu.pickle;

/** A value whose state a pickle sets after it was made, as Python's {@code __setstate__} does. */
public interface PickleState {

  /**
   * Takes the state.
   *
   * @throws PickleException if it does not fit the value
   */
  void set(Object state) throws PickleException;
}
