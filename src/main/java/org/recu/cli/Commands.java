package org.recu.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The subcommands, in the order in which the help lists them.
 *
 * @param all of them
 */
record Commands(List<Command> all) {

  Commands {
    all = List.copyOf(all);
  }

  /** The program's own. */
  static Commands ofProgram() {
    return new Commands(
        List.of(
            new TrainCommand(FreshRun.ofSystem(), later("train"), later("evaluate")),
            new EvaluateCommand(later("evaluate")),
            new ExportCommand(later("export")),
            new SummaryCommand(later("summary")),
            new DownloadCommand(later("download"))));
  }

  /** The subcommand of a name. */
  Optional<Command> named(String name) {
    return all.stream().filter(command -> command.help().name().equals(name)).findFirst();
  }

  /** Names of all. */
  List<String> names() {
    return all.stream().map(command -> command.help().name()).toList();
  }

  private static <T> Action<T> later(String name) {
    return (options, console) -> {
      throw new IOException(name + " is not there yet");
    };
  }
}
