package org.recu.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.recu.cluster.ClusterOptions;
import org.recu.console.Console;
import org.recu.run.FreshRun;
import org.recu.run.RunFolder;
import org.recu.run.StartOptions;
import org.recu.run.StopRequest;
import org.recu.run.TrainingRun;
import org.recu.train.Outcome;

/** {@code recu train}: starts or resumes a run; with {@code -e}, evaluates a model. */
final class TrainCommand implements Command {

  /** The default subcommand. */
  static final String NAME = "train";

  private final FreshRun fresh;
  private final Action<TrainInvocation> train;
  private final Action<EvaluateOptions> evaluate;

  TrainCommand(FreshRun fresh, Action<TrainInvocation> train, Action<EvaluateOptions> evaluate) {
    this.fresh = fresh;
    this.train = train;
    this.evaluate = evaluate;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        NAME,
        "[train] [options]",
        "trains a binary network and exports its best epoch",
        TrainSettings.TABLE,
        List.of(
            "recu train --dataset shapes --model resnet20_1w1a --epochs 3 -b 32 --lr 0.05 --save first",
            "recu train --data_path D --model resnet20_1w1a --epochs 600 --warm_up"));
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    TrainCommandLine line = TrainCommandLine.parse(words);
    if (line.evaluates()) {
      return evaluate.run(line.evaluation(), console);
    }
    Optional<ClusterOptions> cluster = line.cluster(System.getenv());
    if (cluster.isPresent()) {
      return new TeamTraining(cluster.get(), console, () -> StopSignal.install(console)::received)
          .train(line, fresh);
    }
    if (line.resumes()) {
      StartOptions start = StartOptions.of(new RunFolder(line.folder()));
      start.warning().ifPresent(console::warning);
      return train.run(line.resume(start.values()), console);
    }
    return train.run(line.begin(fresh), console);
  }

  /** Trains; a signal stops the run after the current step. */
  static int train(TrainInvocation invocation, Console console) throws IOException {
    return train(invocation, console, () -> StopSignal.install(console)::received);
  }

  /** Trains until the run is finished or asked to stop. */
  static int train(TrainInvocation invocation, Console console, StopRequest stop)
      throws IOException {
    NativeLog.quiet(console, invocation.options().compute().opThreads());
    TrainingRun run =
        new TrainingRun(invocation.options(), invocation.resolved().values(), console, stop);
    return run.train().outcome() == Outcome.STOPPED ? Recu.STOPPED : Recu.DONE;
  }
}
