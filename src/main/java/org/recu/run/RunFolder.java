package org.recu.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.CheckpointException;
import org.recu.checkpoint.CheckpointStore;
import org.recu.checkpoint.RunLayout;
import org.recu.files.FileError;
import org.recu.files.FileTree;

/**
 * A run's folder and the paths in it.
 *
 * @param path the folder, which need not exist yet
 */
public record RunFolder(Path path) {

  private static final String LOCK = ".lock";

  /**
   * The file with all resolved options, the seed, the versions and the machine; its presence makes
   * the folder a run.
   */
  public Path config() {
    return RunLayout.config(path);
  }

  /** The checkpoints, in {@code checkpoints/}. */
  public CheckpointStore checkpoints() {
    return RunLayout.checkpoints(path);
  }

  /**
   * The checkpoint of the best epoch, or the latest one if no epoch has been evaluated yet.
   *
   * @throws CheckpointException if there is none, or it is incomplete
   */
  Checkpoint bestOrLatest() throws IOException {
    Optional<Checkpoint> best = checkpoints().best();
    return best.isPresent()
        ? best.get()
        : checkpoints()
            .latest()
            .orElseThrow(() -> new CheckpointException(path + " has no checkpoint yet"));
  }

  /** The SavedModel of the best epoch. */
  public Path savedModel() {
    return path.resolve("savedmodel");
  }

  /** The listing of the data set's files, for data sets with many files. */
  public Path listings() {
    return path.resolve("listing");
  }

  /** Whether the folder holds a run. */
  public boolean holdsRun() {
    return RunLayout.isRun(path);
  }

  /**
   * Whether a process is training into the folder. Must not be called by that process.
   *
   * @throws CheckpointException if the lock cannot be read
   */
  public boolean isInUse() throws CheckpointException {
    try {
      return RunLock.isHeld(path.resolve(LOCK));
    } catch (IOException e) {
      throw new CheckpointException(FileError.sentence(FileError.at(path.resolve(LOCK), e)), e);
    }
  }

  /**
   * Creates the folder, and its parents, for a new run. An existing folder must be empty, or hold
   * nothing but the lock of a run that was killed before it began.
   *
   * @return the lock on the folder, to be closed when the run is over
   * @throws CheckpointException if the folder holds a run or other files, is not a folder, cannot
   *     be created or written, or is in use
   */
  public RunLock create() throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      refuseUnlessEmpty();
    }
    RunLock lock;
    try {
      FileTree.createFolders(path);
      lock = lock();
    } catch (IOException e) {
      throw unusable(e);
    }
    boolean usable = false;
    try {
      // Another process may have started and ended a run since the first check.
      refuseUnlessEmpty();
      usable = true;
    } finally {
      if (!usable) {
        lock.close();
      }
    }
    return lock;
  }

  /**
   * Locks the folder of a run to resume it from {@code checkpoints().latest()}, or from the
   * beginning if there is no checkpoint yet.
   *
   * @return the lock on the folder, to be closed when the run is over
   * @throws CheckpointException if the folder holds no run, cannot be written, or is in use
   */
  public RunLock resume() throws IOException {
    if (!Files.exists(path)) {
      throw new CheckpointException("%s does not exist: no run to resume".formatted(path));
    }
    if (!Files.isDirectory(path)) {
      throw new CheckpointException("%s is not a folder: no run to resume".formatted(path));
    }
    if (!Files.isRegularFile(config())) {
      throw new CheckpointException(
          "%s holds no run to resume: no %s".formatted(path, config().getFileName()));
    }
    try {
      return lock();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void refuseUnlessEmpty() throws IOException {
    if (!Files.isDirectory(path)) {
      throw new CheckpointException(
          "%s is not a folder; --save names another place for the run".formatted(path));
    }
    if (holdsRun()) {
      throw new CheckpointException(
          "%s already has a run; --resume resumes it, --save names another".formatted(path));
    }
    List<String> found;
    try (Stream<Path> entries = Files.list(path)) {
      found =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !name.equals(LOCK))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw unusable(e);
    }
    if (!found.isEmpty()) {
      throw new CheckpointException(
          "%s is not empty and holds no run (it has %s); --save names another folder"
              .formatted(path, found.get(0)));
    }
  }

  private RunLock lock() throws IOException {
    return RunLock.acquire(path.resolve(LOCK), path);
  }

  private CheckpointException unusable(IOException e) {
    if (e instanceof CheckpointException understood) {
      return understood;
    }
    return new CheckpointException(
        "%s cannot be used as a run's folder: %s".formatted(path, FileError.sentence(e)), e);
  }
}
