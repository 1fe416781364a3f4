package org.recu.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.recu.console.Console;
import org.recu.run.FreshRun;

/** All commands, with actions that only record their options. */
final class RecordedActions {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T14:05:09Z"), ZoneOffset.UTC);

  private final List<Object> done = new ArrayList<>();

  /** The options of every action that ran. */
  List<Object> done() {
    return done;
  }

  Commands commands() {
    return Commands.of(
        new TrainCommand(new FreshRun(CLOCK, () -> 1), this::record, this::record),
        new EvaluateCommand(this::record),
        new PredictCommand(this::record),
        new ExportCommand(this::record),
        new SummaryCommand(this::record),
        new BenchmarkCommand(this::record),
        new ReportCommand(this::record),
        new RunsCommand(this::record),
        new DownloadCommand(this::record));
  }

  /** Only {@code train}, with this action. */
  static Commands training(Action<TrainInvocation> train) {
    FreshRun fresh = new FreshRun(CLOCK, () -> 1);
    return Commands.of(new TrainCommand(fresh, train, (options, console) -> Recu.FAILED));
  }

  static Console silentConsole() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Console(nowhere, nowhere, OptionalInt.empty(), CLOCK);
  }

  private int record(Object options, Console console) {
    done.add(options);
    console.line("done");
    return Recu.DONE;
  }
}
