package org.recu.pickle;

import java.util.List;

/**
 * The meaning of a name in a pickle: a function that creates a plain value, without side effects.
 */
@FunctionalInterface
public interface PickleFunction {

  /**
   * Returns what the call would return in Python.
   *
   * @param arguments as {@link PickleReader} read them
   * @throws PickleException if they do not fit the function
   */
  Object call(List<?> arguments) throws PickleException;
}
