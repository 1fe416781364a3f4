package org.recu.cli;

import java.util.List;
import java.util.Optional;
import org.recu.run.FreshRun;

/**
 * The subcommands of the program. Each is created when it is asked for: loading the classes of all
 * of them takes longer than {@code recu predict} needs for an image.
 */
final class ProgramCommands implements Commands {

  @Override
  public List<String> names() {
    return List.of(
        TrainCommand.NAME,
        EvaluateCommand.NAME,
        PredictCommand.NAME,
        ExportCommand.NAME,
        SummaryCommand.NAME,
        BenchmarkCommand.NAME,
        ReportCommand.NAME,
        RunsCommand.NAME,
        DownloadCommand.NAME);
  }

  @Override
  public Optional<Command> named(String name) {
    return Optional.ofNullable(
        switch (name) {
          case TrainCommand.NAME ->
              new TrainCommand(FreshRun.ofSystem(), TrainCommand::train, EvaluateCommand::evaluate);
          case EvaluateCommand.NAME -> new EvaluateCommand(EvaluateCommand::evaluate);
          case PredictCommand.NAME -> new PredictCommand(PredictCommand::predict);
          case ExportCommand.NAME -> new ExportCommand(ExportCommand::export);
          case SummaryCommand.NAME -> new SummaryCommand(SummaryCommand::summarize);
          case BenchmarkCommand.NAME -> new BenchmarkCommand(BenchmarkCommand::benchmark);
          case ReportCommand.NAME -> new ReportCommand(ReportCommand::report);
          case RunsCommand.NAME -> new RunsCommand(new ListingRuns());
          case DownloadCommand.NAME -> new DownloadCommand(DownloadCommand::download);
          default -> null;
        });
  }
}
