package org.recu.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.recu.checkpoint.proto.TrainingStateMessage;
import org.recu.files.AtomicFolder;
import org.recu.files.FileError;
import org.recu.files.FolderStore;
import org.recu.run.RunLock;

/**
 * The checkpoints of a run: the folders {@code epoch-0003}, {@code epoch-0004-step-000120} and so
 * on and, for users, the symbolic links {@code latest} and {@code best} if the file system supports
 * links.
 *
 * <p>Any number of processes may read. Only one may save; it must hold the run's {@link RunLock}.
 */
public final class CheckpointStore {

  private final Path folder;
  private final FolderStore folders;

  /** Opens the store in a folder, which need not exist yet. */
  public CheckpointStore(Path folder) {
    this.folder = folder;
    this.folders = new FolderStore(folder);
  }

  /** The folder that contains the checkpoints. */
  public Path folder() {
    return folder;
  }

  /**
   * Saves a checkpoint, then deletes all but the latest ones and the best. A checkpoint at the same
   * position is replaced. Files that a killed process left half-written are cleaned up first.
   *
   * @param state its position names the folder; its best epoch names the checkpoint to keep
   * @param variables writes the variables' files
   * @param keep how many of the latest checkpoints to keep, at least 1
   * @return the checkpoint's folder
   * @throws CheckpointException if it cannot be written; the older ones stay intact, and the
   *     message names the latest of them
   */
  public Path save(TrainingState state, VariablesWriter variables, int keep) throws IOException {
    if (keep < 1) {
      throw new IllegalArgumentException("keep (%d) must be at least 1".formatted(keep));
    }
    Position position = state.progress().position();
    try {
      write(state, variables);
    } catch (IOException e) {
      throw new CheckpointException(
          "checkpoint %s was not written: %s; %s"
              .formatted(folder.resolve(position.folderName()), FileError.sentence(e), lastWhole()),
          e);
    }
    Listing all = all();
    Optional<Position> best = state.progress().best().map(b -> Position.after(b.epoch()));
    link("latest", Optional.of(position));
    link("best", best.filter(all::contains));
    for (Position old : all.superfluous(keep, best)) {
      remove(old);
    }
    return folder.resolve(position.folderName());
  }

  /**
   * The checkpoint from which the run is resumed; empty if there is none yet.
   *
   * @throws CheckpointException if it is incomplete or damaged; the message names the one before it
   */
  public Optional<Checkpoint> latest() throws IOException {
    Listing all = all();
    Optional<Position> latest = all.latest();
    return latest.isEmpty() ? Optional.empty() : Optional.of(open(all, latest.get()));
  }

  /**
   * The checkpoint of the best epoch, as recorded in the latest checkpoint; empty if no epoch has
   * been evaluated yet.
   *
   * @throws CheckpointException if it, or the latest checkpoint's state, is missing or damaged
   */
  public Optional<Checkpoint> best() throws IOException {
    Listing all = all();
    Optional<Position> latest = all.latest();
    if (latest.isEmpty()) {
      return Optional.empty();
    }
    TrainingState state = Checkpoint.readState(all.folder(latest.get()));
    if (state.progress().best().isEmpty()) {
      return Optional.empty();
    }
    Position best = Position.after(state.progress().best().get().epoch());
    if (!all.contains(best)) {
      throw new CheckpointException(
          "%s, the best checkpoint of the run, does not exist"
              .formatted(folder.resolve(best.folderName())));
    }
    return Optional.of(open(all, best));
  }

  /** Folder of the last checkpoint before a position, not verified; empty if there is none. */
  public Optional<Path> before(Position position) throws CheckpointException {
    return all().before(position);
  }

  private void write(TrainingState state, VariablesWriter variables) throws IOException {
    Position position = state.progress().position();
    String name = position.folderName();
    folders.recover();
    Optional<Position> ahead = all().latest().filter(latest -> latest.compareTo(position) > 0);
    if (ahead.isPresent()) {
      // The latest checkpoint is determined by its name, so that one would hide this one.
      throw new CheckpointException("%s is ahead of it".formatted(ahead.get().folderName()));
    }
    try (AtomicFolder pending = folders.begin(name)) {
      variables.write(Checkpoint.variablesIn(pending.path()));
      TrainingStateMessage.Builder message = StateMessages.toMessage(state);
      message.addAllFiles(Manifest.of(pending.path()));
      if (message.getFilesCount() == 0) {
        throw new CheckpointException("the variables' writer wrote no file");
      }
      StateFile.write(pending.path(), message);
      pending.replace();
    }
  }

  private void remove(Position old) throws CheckpointException {
    try {
      folders.remove(old.folderName());
    } catch (IOException e) {
      throw new CheckpointException(
          "the new checkpoint is whole, but the old %s cannot be removed: %s"
              .formatted(folder.resolve(old.folderName()), FileError.sentence(e)),
          e);
    }
  }

  private Checkpoint open(Listing all, Position position) throws IOException {
    try {
      Checkpoint checkpoint = Checkpoint.open(all.folder(position));
      Position found = checkpoint.state().progress().position();
      if (!found.equals(position)) {
        throw new CheckpointException(
            "%s holds the state of %s".formatted(checkpoint.folder(), found.folderName()));
      }
      return checkpoint;
    } catch (CheckpointException e) {
      String older =
          all.before(position)
              .map(before -> "the checkpoint before it is " + before)
              .orElse("there is no older checkpoint");
      throw new CheckpointException(e.getMessage() + "; " + older, e);
    }
  }

  private String lastWhole() {
    try {
      Listing all = all();
      return all.latest()
          .map(latest -> "the last whole checkpoint is " + all.folder(latest))
          .orElse("there is no checkpoint before it");
    } catch (CheckpointException e) {
      return "the older ones were not touched";
    }
  }

  private void link(String name, Optional<Position> target) {
    if (target.isPresent()) {
      try {
        folders.link(name, target.get().folderName());
      } catch (IOException | UnsupportedOperationException e) {
        // The links are a convenience: this program never reads them, and not every file system has
        // links.
      }
    }
  }

  private Listing all() throws CheckpointException {
    return new Listing(folder, folders);
  }
}
