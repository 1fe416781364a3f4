package org.recu.run;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.Position;
import org.recu.cluster.PeerLostException;
import org.recu.cluster.Team;
import org.recu.console.Console;
import org.recu.console.ErrorLine;
import org.recu.console.OptionsMessage;
import org.recu.graph.Device;
import org.recu.graph.DeviceGroup;
import org.recu.graph.Processor;
import org.recu.model.Network;
import org.recu.record.RecordFiles;
import org.recu.record.RecordOptions;
import org.recu.record.RunRecord;
import org.recu.teacher.Teacher;
import org.recu.train.DivergenceException;
import org.recu.train.Outcome;
import org.recu.train.RunContext;
import org.recu.train.RunModel;
import org.recu.train.Start;
import org.recu.train.TrainOptions;
import org.recu.train.Trainer;
import org.recu.train.TrainingData;

/**
 * A new or resumed training run, from opening the data to exporting the best epoch.
 *
 * <p>Its folder then holds {@code config.json}, {@code train.log}, {@code metrics.jsonl}, the
 * checkpoints and the SavedModel. A run that ends early can be resumed from its last checkpoint.
 */
public final class TrainingRun {

  private final TrainOptions options;
  private final Map<String, Object> config;
  private final Console console;
  private final StopRequest stop;
  private final Team team;
  private final RunFolder folder;

  /**
   * Creates a run, which {@link #train} starts.
   *
   * @param options of the training
   * @param config the options under their names in {@code config.json}
   * @param console where progress is shown
   * @param stop asked after every step
   */
  public TrainingRun(
      TrainOptions options, Map<String, Object> config, Console console, StopRequest stop) {
    this(options, config, console, stop, Team.alone());
  }

  /**
   * Creates a worker's run, of which the chief keeps the folder.
   *
   * @param team the workers that train together
   */
  public TrainingRun(
      TrainOptions options,
      Map<String, Object> config,
      Console console,
      StopRequest stop,
      Team team) {
    this.options = options;
    this.config = config;
    this.console = console;
    this.stop = stop;
    this.team = team;
    folder = new RunFolder(options.run().folder());
  }

  /**
   * Trains to the end of the schedule and exports the best epoch.
   *
   * @param options of the training; {@link TrainOptions#of} has defaults
   * @param console where progress is shown
   * @throws IOException if the data or the model cannot be read or do not fit each other, if the
   *     run's folder is in use, holds another run or cannot be written
   * @throws DivergenceException if the loss is not a finite number
   */
  public static TrainingOutcome start(TrainOptions options, Console console) throws IOException {
    return new TrainingRun(options, config(options), console, StopRequest.NEVER).train();
  }

  /**
   * The options of a training under their names in {@code config.json} and on the command line, so
   * that {@code recu train --resume} can resume a run that a Java program started.
   */
  public static Map<String, Object> config(TrainOptions options) {
    return ConfigOptions.of(options);
  }

  /**
   * Trains, and exports the best epoch unless the run was stopped.
   *
   * @throws IOException if the data or the model cannot be read or do not fit each other, if the
   *     run's folder is in use, holds another run or cannot be written
   * @throws DivergenceException if the loss is not a finite number
   */
  public TrainingOutcome train() throws IOException {
    boolean resume = options.run().resume();
    // Opened first: a run that cannot start leaves no folder behind.
    try (TrainingData data = SameData.open(options, team)) {
      Network network = RunModel.of(options, data.info()).network();
      Optional<PretrainedWeights> pretrained =
          resume || !team.leads()
              ? Optional.empty()
              : PretrainedWeights.read(options.network().pretrained(), network);
      DeviceGroup devices = Devices.pick(options.compute().devices(), console);
      Devices.doubt(options.compute().arithmetic(), devices.first(), Processor.current())
          .ifPresent(console::warning);
      if (!devices.isGpu()) {
        MemoryCheck.here(network, options.data().batchSizes(), data, team.size())
            .ifPresent(console::warning);
      }
      try (Teacher teacher = teacher(data, devices.first())) {
        if (!team.leads()) {
          return new WorkerRun(options, RunConfig.ofThisProgram(config), console, stop, team)
              .train(data, devices, Optional.ofNullable(teacher));
        }
        RunLock lock = resume ? folder.resume() : folder.create();
        try (lock) {
          return train(data, devices, Optional.ofNullable(teacher), pretrained);
        }
      }
    }
  }

  /** Opens the teacher; null without one. */
  private Teacher teacher(TrainingData data, Device device) throws IOException {
    if (options.teacher().isEmpty()) {
      return null;
    }
    SameTeacher.require(options.teacher().get(), team);
    return Teacher.open(options.teacher().get(), data.info(), data.inOrder(), device);
  }

  private TrainingOutcome train(
      TrainingData data,
      DeviceGroup devices,
      Optional<Teacher> teacher,
      Optional<PretrainedWeights> readBefore)
      throws IOException {
    RunModel model = RunModel.of(options, data.info());
    Optional<Checkpoint> from =
        options.run().resume() ? folder.checkpoints().latest() : Optional.empty();
    if (from.isPresent()) {
      model.requireHeldBy(from.get());
    }
    // A run that was stopped before its first checkpoint starts again from the same weights.
    Optional<PretrainedWeights> pretrained =
        options.run().resume() && from.isEmpty()
            ? PretrainedWeights.read(options.network().pretrained(), model.network())
            : readBefore;
    // A resumed run's files are unchanged up to this line.
    try (RunRecord record = record(from)) {
      try {
        RunConfig written = RunConfig.ofThisProgram(config);
        written.write(folder.config());
        data.dataset().saveListings(folder.listings());
        Files.deleteIfExists(files().failure());
        RunMessages messages = new RunMessages(options, data, folder.path());
        record.say(OptionsMessage.of(config));
        record.say(messages.opening(from));
        for (String remark : data.dataset().remarks()) {
          record.message(remark);
        }
        Optional<String> parting = messages.parting(from, devices.size() * team.size());
        if (parting.isPresent()) {
          record.warning(parting.get());
        }
        if (pretrained.isPresent()) {
          record.message(pretrained.get().message());
          for (String warning : pretrained.get().warnings()) {
            record.warning(warning);
          }
        }
        Optional<String> remark = teacher.flatMap(Teacher::remark);
        if (remark.isPresent()) {
          record.warning(remark.get());
        }
        Optional<String> cached = teacher.flatMap(Teacher::message);
        if (cached.isPresent()) {
          record.message(cached.get());
        }
        RunContext context =
            new RunContext(
                written.description(options, devices.size() * team.size()),
                folder.checkpoints(),
                record,
                devices,
                teacher,
                stop.open(),
                team);
        Start start = new Start(from, pretrained.map(PretrainedWeights::match));
        return train(data, context, start, messages);
      } catch (PeerLostException e) {
        PeerLostException lost = new PeerLostException(e.getMessage() + "; " + goingOn(), e);
        recordFailure(lost, record);
        throw lost;
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        recordFailure(e, record);
        throw e;
      }
    }
  }

  private String goingOn() throws IOException {
    return folder
        .checkpoints()
        .latest()
        .map(latest -> "--resume goes on from " + latest.folder().getFileName())
        .orElse("there is no checkpoint yet");
  }

  private TrainingOutcome train(
      TrainingData data, RunContext context, Start start, RunMessages messages) throws IOException {
    Outcome outcome;
    Position position;
    long begin = System.nanoTime();
    try (Trainer trainer = new Trainer(options, data, context, start)) {
      context.report().say(RunMessages.ready((System.nanoTime() - begin) / 1e9));
      outcome = trainer.run();
      position = trainer.position();
    }
    if (outcome == Outcome.STOPPED) {
      context.report().say(messages.stopped(position));
      return new TrainingOutcome(outcome, position, folder.path(), Optional.empty());
    }
    context.report().say(BestExport.of(folder).message());
    return new TrainingOutcome(outcome, position, folder.path(), Optional.of(folder.savedModel()));
  }

  /** Records for {@code recu runs} what ended the run, and logs a defect with its stack trace. */
  private void recordFailure(Throwable failure, RunRecord record) {
    try {
      if (failure instanceof RuntimeException && !(failure instanceof DivergenceException)) {
        record.defect(failure);
      }
      RunFailure.at(Instant.now(), ErrorLine.of(failure)).write(files().failure());
    } catch (IOException e) {
      // The original failure matters more; without the mark the run counts as interrupted.
      failure.addSuppressed(e);
    }
  }

  private RunRecord record(Optional<Checkpoint> from) throws IOException {
    RecordOptions recorded =
        new RecordOptions(
            options.schedule().epochs(),
            options.run().printFreq(),
            options.run().timeEstimate(),
            options.run().logSteps(),
            options.run().tensorBoard());
    Clock clock = Clock.system(ZoneId.systemDefault());
    if (!options.run().resume()) {
      return RunRecord.begin(console, files(), recorded, clock);
    }
    Position position =
        from.map(checkpoint -> checkpoint.state().progress().position()).orElse(Position.START);
    long step = from.map(checkpoint -> checkpoint.state().progress().globalStep()).orElse(0L);
    return RunRecord.resume(console, files(), recorded, clock, position.epoch(), step);
  }

  private RecordFiles files() {
    return new RecordFiles(folder.path());
  }
}
