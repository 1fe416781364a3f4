package org.recu.cli;

import java.io.IOException;
import org.recu.console.Console;

/**
 * What a command does once its words are read.
 *
 * @param <T> the command's options
 */
@FunctionalInterface
interface Action<T> {

  /**
   * Does it.
   *
   * @return the exit code: {@link Recu#DONE}, {@link Recu#FAILED} or {@link Recu#STOPPED}
   * @throws IOException if data, files or the machine are not as they should be; the message is
   *     shown as one line
   */
  int run(T options, Console console) throws IOException;
}
