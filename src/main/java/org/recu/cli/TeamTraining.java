package org.recu.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.recu.cluster.Cluster;
import org.recu.cluster.ClusterException;
import org.recu.cluster.ClusterOptions;
import org.recu.cluster.Stage;
import org.recu.cluster.Team;
import org.recu.console.Console;
import org.recu.console.Message;
import org.recu.graph.DeviceGroup;
import org.recu.run.Devices;
import org.recu.run.FreshRun;
import org.recu.run.RunConfig;
import org.recu.run.RunFolder;
import org.recu.run.StopRequest;
import org.recu.run.TrainingRun;
import org.recu.run.Versions;
import org.recu.train.Outcome;

/**
 * Trains as one of several workers. The chief resolves the options, as it knows the seed that was
 * drawn and the run that is resumed; the others check their own command line against the chief's
 * and take its options, except for those of their own machine.
 */
final class TeamTraining {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ClusterOptions cluster;
  private final Console console;
  private final StopRequest stop;

  TeamTraining(ClusterOptions cluster, Console console, StopRequest stop) {
    this.cluster = cluster;
    this.console = console;
    this.stop = stop;
  }

  /**
   * Trains to the end, or until a worker is asked to stop.
   *
   * @return the exit code
   * @throws UsageException if this worker's command line is wrong
   * @throws IOException if the run fails, or another worker does
   */
  int train(TrainCommandLine line, FreshRun fresh) throws UsageException, IOException {
    // What is wrong with this command line alone is said before anybody is waited for.
    DeviceGroup wanted = line.deviceOfWorker();
    Optional<TrainInvocation> own = own(line, fresh);
    NativeLog.quiet(console);
    DeviceGroup device = Devices.find(wanted);
    try (Cluster team =
        Cluster.join(
            cluster,
            device.trainingConfiguration(),
            Versions.ofProgram(),
            text -> console.say(Message.progress(text)))) {
      new SameOptions(team).require(line.comparable());
      TrainInvocation invocation = agreed(team, line, own);
      requireBatch(team, invocation);
      TrainingRun run =
          new TrainingRun(
              invocation.options(), invocation.resolved().values(), console, stop, team);
      return run.train().outcome() == Outcome.STOPPED ? Recu.STOPPED : Recu.DONE;
    }
  }

  /** What the command line says by itself: everything, unless the chief has a run to resume. */
  private Optional<TrainInvocation> own(TrainCommandLine line, FreshRun fresh)
      throws UsageException, IOException {
    if (!line.resumes()) {
      return Optional.of(line.begin(fresh));
    }
    return cluster.leads()
        ? Optional.of(line.resume(RunConfig.read(new RunFolder(line.folder()).config()).options()))
        : Optional.empty();
  }

  /** The chief's options, with this worker's own for its machine. */
  private static TrainInvocation agreed(
      Team team, TrainCommandLine line, Optional<TrainInvocation> own) throws IOException {
    String config =
        team.gather(
                team.leads() ? JSON.writeValueAsString(own.orElseThrow().resolved().values()) : "")
            .get(0);
    return Stage.of(team, () -> team.leads() ? own.orElseThrow() : joined(line, config));
  }

  private static TrainInvocation joined(TrainCommandLine line, String config) throws IOException {
    try {
      return line.join(JSON.readValue(config, new TypeReference<>() {}));
    } catch (UsageException e) {
      throw new ClusterException(e.getMessage(), e);
    }
  }

  private static void requireBatch(Team team, TrainInvocation invocation) throws ClusterException {
    int batch = invocation.options().data().batchSizes().training();
    if (batch < team.size()) {
      throw new ClusterException(
          "--batch_size: %d images are too few for %d workers: expected one each at least"
              .formatted(batch, team.size()));
    }
  }
}
