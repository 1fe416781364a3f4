package org.recu.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.Position;
import org.recu.checkpoint.RunDescription;
import org.recu.console.Console;
import org.recu.console.ErrorLine;
import org.recu.console.Message;
import org.recu.export.ExportCheck;
import org.recu.export.Exporter;
import org.recu.graph.Device;
import org.recu.graph.Processor;
import org.recu.model.Network;
import org.recu.record.RecordFiles;
import org.recu.record.RecordOptions;
import org.recu.record.RunRecord;
import org.recu.run.Devices;
import org.recu.run.Machine;
import org.recu.run.RunConfig;
import org.recu.run.RunFailure;
import org.recu.run.RunFolder;
import org.recu.run.RunLock;
import org.recu.run.Versions;
import org.recu.teacher.Teacher;
import org.recu.train.Outcome;
import org.recu.train.RunContext;
import org.recu.train.RunModel;
import org.recu.train.Start;
import org.recu.train.TrainOptions;
import org.recu.train.Trainer;
import org.recu.train.TrainingData;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.TensorFlow;

/** {@code recu train}, once its words are read: the run's folder, the run, and its export. */
final class Training implements Action<TrainInvocation> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public int run(TrainInvocation invocation, Console console) throws IOException {
    NativeLog.quiet();
    TrainOptions options = invocation.options();
    RunFolder folder = new RunFolder(options.run().folder());
    // Data first: a run that cannot begin leaves no folder behind.
    try (TrainingData data = TrainingData.open(options)) {
      Network network = model(options, data).network();
      Optional<Pretraining> pretrained =
          options.run().resume()
              ? Optional.empty()
              : Pretraining.read(options.pretrained(), network);
      Device device = Devices.pick(options.gpu(), console);
      Devices.doubt(options.arithmetic(), device, Processor.current()).ifPresent(console::warning);
      try (Teaching teaching = Teaching.open(options.teacher(), data, device)) {
        RunLock lock = options.run().resume() ? folder.resume() : folder.create();
        try (lock) {
          return run(invocation, data, teaching, pretrained, folder, console);
        }
      }
    }
  }

  private static int run(
      TrainInvocation invocation,
      TrainingData data,
      Teaching teaching,
      Optional<Pretraining> read,
      RunFolder folder,
      Console console)
      throws IOException {
    TrainOptions options = invocation.options();
    Device device = teaching.device();
    RunConfig config =
        new RunConfig(
            invocation.resolved().values(),
            Versions.of(Recu.version(), TensorFlow.version()),
            Machine.here());
    Optional<Checkpoint> from =
        options.run().resume() ? folder.checkpoints().latest() : Optional.empty();
    if (from.isPresent()) {
      model(options, data).requireHeldBy(from.get());
    }
    // A run that was stopped before its first checkpoint begins once more, and as it was told.
    Optional<Pretraining> pretrained =
        options.run().resume() && from.isEmpty()
            ? Pretraining.read(options.pretrained(), model(options, data).network())
            : read;
    // Only now is anything of a run that goes on touched.
    RunRecord opened = report(options, folder.path(), from, console);
    try (RunRecord report = opened) {
      config.write(folder.config());
      data.dataset().saveListings(folder.listings());
      Files.deleteIfExists(new RecordFiles(folder.path()).failure());
      report.say(invocation.resolved().message());
      report.say(opening(options, data, folder.path(), from));
      for (String remark : data.dataset().remarks()) {
        report.message(remark);
      }
      if (pretrained.isPresent()) {
        report.message(pretrained.get().message());
      }
      Optional<String> kept = teaching.teacher().flatMap(Teacher::message);
      if (kept.isPresent()) {
        report.message(kept.get());
      }
      RunContext context =
          new RunContext(
              description(options, config),
              folder.checkpoints(),
              report,
              device,
              teaching.teacher(),
              StopSignal.install(console)::received);
      return train(
          options, data, context, new Start(from, pretrained.map(Pretraining::match)), folder);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      markFailed(folder, e);
      throw e;
    }
  }

  /** Leaves word of what ended the run, for {@code recu runs}. */
  private static void markFailed(RunFolder folder, Throwable failure) {
    try {
      RunFailure.at(Instant.now(), ErrorLine.of(failure))
          .write(new RecordFiles(folder.path()).failure());
    } catch (IOException e) {
      // The run's own end is what matters; without the mark it counts as interrupted.
      failure.addSuppressed(e);
    }
  }

  /** Refuses a model that the set's images do not fit. */
  private static RunModel model(TrainOptions options, TrainingData data) throws IOException {
    try {
      return RunModel.of(options, data.info());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static int train(
      TrainOptions options, TrainingData data, RunContext context, Start start, RunFolder folder)
      throws IOException {
    Outcome outcome;
    Position position;
    long begin = System.nanoTime();
    try (Trainer trainer = new Trainer(options, data, context, start)) {
      double seconds = (System.nanoTime() - begin) / 1e9;
      context
          .report()
          .say(
              Message.detail(
                  "ready",
                  Map.of("seconds", seconds),
                  String.format(
                      Locale.ROOT, "network, gradients and session ready in %.2f s", seconds)));
      outcome = trainer.run();
      position = trainer.position();
    }
    if (outcome == Outcome.STOPPED) {
      context.report().say(stopped(position, data.training().batches(), folder.path()));
      return Recu.STOPPED;
    }
    export(context, folder);
    return Recu.DONE;
  }

  private static void export(RunContext context, RunFolder folder) throws IOException {
    Optional<Checkpoint> best = folder.checkpoints().best();
    Checkpoint exported =
        best.isPresent() ? best.get() : folder.checkpoints().latest().orElseThrow();
    ExportCheck check =
        new Exporter(context.device()).replace(TrainedNetwork.of(exported), folder.savedModel());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("from", exported.folder().getFileName().toString());
    fields.put("top1", best.map(checkpoint -> bestTop1(checkpoint)).orElse(null));
    fields.put("to", folder.savedModel().toString());
    fields.put("images", check.images());
    fields.put("largest_difference", check.largestDifference());
    String name = exported.folder().getFileName().toString();
    context
        .report()
        .say(
            Message.result(
                "exported",
                fields,
                String.format(
                    Locale.ROOT,
                    "exported %s%s to %s: logits of %d images differ by at most %.3g",
                    name,
                    best.map(
                            checkpoint ->
                                String.format(Locale.ROOT, " (top1 %.2f)", bestTop1(checkpoint)))
                        .orElse(""),
                    folder.savedModel(),
                    check.images(),
                    check.largestDifference())));
  }

  /** The accuracy of the epoch that a checkpoint stands at the end of, which is the best so far. */
  private static double bestTop1(Checkpoint best) {
    return best.state().progress().best().orElseThrow().top1();
  }

  private static Message stopped(Position position, int steps, Path folder) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("epoch", position.epoch());
    fields.put("done", position.step());
    fields.put("steps", steps);
    fields.put("folder", folder.toString());
    return Message.result(
        "stopped",
        fields,
        "stopped in epoch %d after %d of %d steps; go on with: recu train --results_dir %s --save %s --resume"
            .formatted(
                position.epoch(), position.step(), steps, parent(folder), folder.getFileName()));
  }

  private static RunRecord report(
      TrainOptions options, Path folder, Optional<Checkpoint> from, Console console)
      throws IOException {
    RecordFiles files = new RecordFiles(folder);
    RecordOptions reported =
        new RecordOptions(
            options.schedule().epochs(),
            options.run().printFreq(),
            options.run().timeEstimate(),
            options.run().logSteps(),
            options.run().tensorBoard());
    Clock clock = Clock.system(ZoneId.systemDefault());
    if (!options.run().resume()) {
      return RunRecord.begin(console, files, reported, clock);
    }
    Position position =
        from.map(checkpoint -> checkpoint.state().progress().position()).orElse(Position.START);
    long step = from.map(checkpoint -> checkpoint.state().progress().globalStep()).orElse(0L);
    return RunRecord.resume(console, files, reported, clock, position.epoch(), step);
  }

  private static Message opening(
      TrainOptions options, TrainingData data, Path folder, Optional<Checkpoint> from) {
    String goesOn =
        from.map(checkpoint -> ", from " + checkpoint.folder().getFileName()).orElse("");
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", options.model());
    fields.put("dataset", data.info().name());
    fields.put("training_images", data.training().size());
    fields.put("test_images", data.test().size());
    fields.put("seed", options.seed());
    fields.put("folder", folder.toString());
    fields.put(
        "from", from.map(checkpoint -> checkpoint.folder().getFileName().toString()).orElse(null));
    return Message.progress(
        "run",
        fields,
        "%s on %s: %d training and %d test images, seed %d, into %s%s"
            .formatted(
                options.model(),
                data.info().name(),
                data.training().size(),
                data.test().size(),
                options.seed(),
                folder,
                goesOn));
  }

  private static RunDescription description(TrainOptions options, RunConfig config)
      throws IOException {
    return new RunDescription(
        options.seed(),
        options.schedule().epochs(),
        options.batchSize(),
        JSON.writeValueAsString(config.options()),
        Map.of(
            "recu", config.versions().recu(),
            "tensorflow", config.versions().tensorflow(),
            "java", config.versions().java()));
  }

  private static Path parent(Path folder) {
    return folder.getParent() == null ? Path.of(".") : folder.getParent();
  }
}
