package org.recu.cli;

import java.util.List;
import java.util.Optional;
import org.recu.run.FreshRun;

/**
 * The subcommands, in the order of the help.
 *
 * @param all the subcommands
 */
record Commands(List<Command> all) {

  Commands {
    all = List.copyOf(all);
  }

  /** All subcommands of the program. */
  static Commands ofProgram() {
    return new Commands(
        List.of(
            new TrainCommand(FreshRun.ofSystem(), TrainCommand::train, EvaluateCommand::evaluate),
            new EvaluateCommand(EvaluateCommand::evaluate),
            new PredictCommand(PredictCommand::predict),
            new ExportCommand(ExportCommand::export),
            new SummaryCommand(SummaryCommand::summarize),
            new BenchmarkCommand(BenchmarkCommand::benchmark),
            new ReportCommand(ReportCommand::report),
            new RunsCommand(new ListingRuns()),
            new DownloadCommand(DownloadCommand::download)));
  }

  /** The subcommand with this name; empty if there is none. */
  Optional<Command> named(String name) {
    return all.stream().filter(command -> command.help().name().equals(name)).findFirst();
  }

  /** Names of all subcommands. */
  List<String> names() {
    return all.stream().map(command -> command.help().name()).toList();
  }
}
