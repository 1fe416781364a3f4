package org.recu.pickle;

import java.util.List;

/**
 * What a name in a pickle stands for: a function that makes a plain value and does nothing else.
 */
@FunctionalInterface
public interface PickleFunction {

  /**
   * What Python's call would make.
   *
   * @param arguments as {@link PickleReader} has them
   * @throws PickleException if they do not fit the function
   */
  Object call(List<?> arguments) throws PickleException;
}
