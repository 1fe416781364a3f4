package org.recu.cli;

import java.io.IOException;
import org.recu.console.Console;

/**
 * Runs a command with its parsed options.
 *
 * @param <T> the command's options
 */
@FunctionalInterface
interface Action<T> {

  /**
   * Runs the command.
   *
   * @return the exit code: {@link Recu#DONE}, {@link Recu#FAILED} or {@link Recu#STOPPED}
   * @throws IOException if data, files or the machine prevent it; the message is shown on one line
   */
  int run(T options, Console console) throws IOException;
}
