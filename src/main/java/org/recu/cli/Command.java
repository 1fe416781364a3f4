package org.recu.cli;

import java.io.IOException;
import java.util.List;
import org.recu.console.Console;

/** A subcommand. */
interface Command {

  /** The command's help, which also holds its name. */
  HelpPage help();

  /**
   * Parses the arguments after the subcommand and runs the command.
   *
   * @return the exit code
   * @throws UsageException if the arguments are invalid
   * @throws IOException if data, files or the machine prevent it
   */
  int run(List<String> words, Console console) throws UsageException, IOException;
}
