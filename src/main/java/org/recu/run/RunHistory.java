package org.recu.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.recu.record.EpochLine;
import org.recu.record.JsonLines;
import org.recu.record.RecordFiles;

/**
 * A snapshot of a run, read from its folder.
 *
 * @param folder of the run
 * @param config its resolved options
 * @param epochs the finished epochs, in order
 * @param state whether it is running, or how it ended
 * @param failure the error that ended it, if that was recorded
 * @param updated when its log, metrics or config was last written
 */
public record RunHistory(
    Path folder,
    RunConfig config,
    List<EpochLine> epochs,
    RunState state,
    Optional<RunFailure> failure,
    Instant updated) {

  public RunHistory {
    epochs = List.copyOf(epochs);
  }

  /**
   * Reads a run's folder. Changes nothing in it and does not disturb a process that is training
   * into it.
   *
   * @throws IOException if the folder holds no run, or a file in it is invalid; the message names
   *     the file
   */
  public static RunHistory read(Path folder) throws IOException {
    RunFolder run = new RunFolder(folder);
    RecordFiles files = new RecordFiles(folder);
    // Checked first: a run that ends while its files are read counts as running, not as
    // interrupted.
    boolean inUse = run.isInUse();
    RunConfig config = RunConfig.read(run.config());
    List<EpochLine> epochs;
    try (JsonLines<EpochLine> metrics = JsonLines.ofEpochs(files.metrics())) {
      epochs = metrics.read();
    }
    Optional<RunFailure> failure = inUse ? Optional.empty() : RunFailure.read(files.failure());
    RunHistory history =
        new RunHistory(folder, config, epochs, RunState.RUNNING, failure, updated(run, files));
    history.requireOptions();
    return inUse ? history : history.withState(history.stateAtRest());
  }

  /** Name of the network. */
  public String model() {
    return text("model");
  }

  /** Name of the data set. */
  public String dataset() {
    return text("dataset");
  }

  /** Number of epochs of the whole schedule. */
  public int epochsPlanned() {
    return (int) config.options().get("epochs");
  }

  /** Number of finished epochs, including those skipped by {@code --start_epoch}. */
  public int epochsDone() {
    return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).epoch() + 1;
  }

  /**
   * The epoch with the best validation accuracy, the first one if several are equal; empty before
   * the first epoch ends.
   */
  public Optional<EpochLine> best() {
    return epochs.stream()
        .max(
            Comparator.comparingDouble(EpochLine::valTop1)
                .thenComparing(EpochLine::epoch, Comparator.reverseOrder()));
  }

  private RunState stateAtRest() {
    if (failure.isPresent()) {
      return RunState.FAILED;
    }
    return epochsDone() >= epochsPlanned() ? RunState.FINISHED : RunState.INTERRUPTED;
  }

  private RunHistory withState(RunState other) {
    return new RunHistory(folder, config, epochs, other, failure, updated);
  }

  private String text(String option) {
    return (String) config.options().get(option);
  }

  private void requireOptions() throws IOException {
    require("model", String.class, "a name");
    require("dataset", String.class, "a name");
    require("epochs", Integer.class, "a whole number");
  }

  private void require(String option, Class<?> type, String expected) throws IOException {
    Object value = config.options().get(option);
    if (!type.isInstance(value)) {
      throw new IOException(
          "%s is not a run's config.json: %s is %s, expected %s"
              .formatted(new RunFolder(folder).config(), option, value, expected));
    }
  }

  private static Instant updated(RunFolder run, RecordFiles files) throws IOException {
    Instant latest = Instant.MIN;
    for (Path file : List.of(run.config(), files.log(), files.metrics())) {
      if (Files.exists(file)) {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        latest = written.isAfter(latest) ? written : latest;
      }
    }
    return latest;
  }
}
