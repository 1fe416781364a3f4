package org.recu.cli;

import java.io.IOException;
import java.util.List;
import org.recu.console.Console;

/** A subcommand. */
interface Command {

  /** What its help says; its name is there too. */
  HelpPage help();

  /**
   * Reads the words that follow the subcommand, and does what they say.
   *
   * @return the exit code
   * @throws UsageException if the words cannot be meant
   * @throws IOException if data, files or the machine are not as they should be
   */
  int run(List<String> words, Console console) throws UsageException, IOException;
}
