package org.recu.run;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import org.recu.cluster.Team;
import org.recu.console.Console;
import org.recu.graph.DeviceGroup;
import org.recu.record.RecordFiles;
import org.recu.record.RecordOptions;
import org.recu.record.RunRecord;
import org.recu.teacher.Teacher;
import org.recu.train.Outcome;
import org.recu.train.RunContext;
import org.recu.train.Start;
import org.recu.train.TrainOptions;
import org.recu.train.Trainer;
import org.recu.train.TrainingData;

/**
 * A worker's part of a run that the chief writes. It leaves the run's folder alone, which need not
 * exist on its machine: weights and position come from the chief.
 */
final class WorkerRun {

  private final TrainOptions options;
  private final RunConfig config;
  private final Console console;
  private final StopRequest stop;
  private final Team team;

  /**
   * Creates the run.
   *
   * @param options of the training
   * @param config the options under their names
   * @param console where warnings and a line per epoch are shown
   * @param stop asked after every step
   * @param team of the run
   */
  WorkerRun(TrainOptions options, RunConfig config, Console console, StopRequest stop, Team team) {
    this.options = options;
    this.config = config;
    this.console = console;
    this.stop = stop;
    this.team = team;
  }

  /**
   * Trains to the end of the schedule.
   *
   * @param data this worker's part
   * @param devices to run on
   * @param teacher of the run
   * @throws IOException if the data cannot be read, or another worker is lost
   */
  TrainingOutcome train(TrainingData data, DeviceGroup devices, Optional<Teacher> teacher)
      throws IOException {
    RunFolder folder = new RunFolder(options.run().folder());
    RecordOptions recorded = new RecordOptions(options.schedule().epochs(), 1, false, false, false);
    try (RunRecord record =
        RunRecord.ofWorker(
            console,
            new RecordFiles(folder.path()),
            recorded,
            Clock.system(ZoneId.systemDefault()))) {
      RunContext context =
          new RunContext(
              config.description(options, devices.size() * team.size()),
              folder.checkpoints(),
              record,
              devices,
              teacher,
              stop.open(),
              team);
      Start start = new Start(Optional.empty(), Optional.empty());
      try (Trainer trainer = new Trainer(options, data, context, start)) {
        Outcome outcome = trainer.run();
        return new TrainingOutcome(outcome, trainer.position(), folder.path(), Optional.empty());
      }
    }
  }
}
