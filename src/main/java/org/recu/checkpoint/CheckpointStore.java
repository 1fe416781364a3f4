package org.recu.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.recu.checkpoint.proto.TrainingStateMessage;

/**
 * A run's folder of checkpoints: {@code epoch-0003}, {@code epoch-0004-step-000120} and so on, and
 * for people the symbolic links {@code latest} and {@code best} where the file system has such.
 *
 * <p>Any number of processes may read; one may save, and holds the run's {@link RunLock} for it.
 */
public final class CheckpointStore {

  private final Path folder;
  private final WholeFolders folders;

  /** The checkpoints of this folder, which need not be there yet. */
  public CheckpointStore(Path folder) {
    this.folder = folder;
    this.folders = new WholeFolders(folder);
  }

  /** Where the checkpoints are. */
  public Path folder() {
    return folder;
  }

  /**
   * Saves a checkpoint and then removes all but the last ones and the best. One of the same
   * position is replaced. Before anything else, what a killed process left half-written goes.
   *
   * @param state its position names the folder, its best epoch the checkpoint that stays
   * @param variables writes the variables' files
   * @param keep how many of the last checkpoints stay, at least 1
   * @return the checkpoint's folder
   * @throws CheckpointException when it could not be written; the older ones are whole, and the
   *     message names the last of them
   */
  public Path save(TrainingState state, VariablesWriter variables, int keep) throws IOException {
    if (keep < 1) {
      throw new IllegalArgumentException("keep (%d) must be at least 1".formatted(keep));
    }
    Position position = state.progress().position();
    try {
      write(state, variables);
    } catch (IOException | RuntimeException e) {
      throw new CheckpointException(
          "checkpoint %s was not written: %s; %s"
              .formatted(folder.resolve(position.folderName()), FileProblem.of(e), lastWhole()),
          e);
    }
    NavigableMap<Position, Path> all = all();
    Optional<Position> best = state.progress().best().map(b -> Position.after(b.epoch()));
    link("latest", Optional.of(position));
    link("best", best.filter(all::containsKey));
    all.keySet().stream().skip(Math.max(0, all.size() - keep)).toList().forEach(all::remove);
    best.ifPresent(all::remove);
    for (Position old : all.keySet()) {
      folders.remove(old.folderName());
    }
    return folder.resolve(position.folderName());
  }

  /**
   * The checkpoint that the run goes on from; empty when there is none yet.
   *
   * @throws CheckpointException when it is not whole; the message names the one before it
   */
  public Optional<Checkpoint> latest() throws IOException {
    NavigableMap<Position, Path> all = all();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(open(all, all.lastKey()));
  }

  /**
   * The checkpoint of the epoch that the latest one's state names as the best; empty when no epoch
   * has been evaluated yet.
   *
   * @throws CheckpointException when it, or the latest one's state, is missing or not whole
   */
  public Optional<Checkpoint> best() throws IOException {
    NavigableMap<Position, Path> all = all();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Optional<Best> best = Checkpoint.readState(all.lastEntry().getValue()).progress().best();
    if (best.isEmpty()) {
      return Optional.empty();
    }
    Position position = Position.after(best.get().epoch());
    if (!all.containsKey(position)) {
      throw new CheckpointException(
          "%s, the best checkpoint of the run, does not exist"
              .formatted(folder.resolve(position.folderName())));
    }
    return Optional.of(open(all, position));
  }

  private void write(TrainingState state, VariablesWriter variables) throws IOException {
    Position position = state.progress().position();
    String name = position.folderName();
    folders.settle();
    NavigableMap<Position, Path> all = all();
    if (!all.isEmpty() && all.lastKey().compareTo(position) > 0) {
      // The names are what tells the latest: it would be lost behind this one.
      throw new CheckpointException("%s is ahead of it".formatted(all.lastKey().folderName()));
    }
    boolean whole = false;
    try {
      Path pending = folders.begin(name);
      variables.write(Checkpoint.variablesIn(pending));
      TrainingStateMessage.Builder message = StateMessages.toMessage(state);
      message.addAllFiles(Manifest.of(pending));
      if (message.getFilesCount() == 0) {
        throw new IllegalStateException("the variables' writer wrote no file");
      }
      StateFile.write(pending, message);
      folders.commit(name);
      whole = true;
    } finally {
      if (!whole) {
        folders.abandon(name);
      }
    }
  }

  private Checkpoint open(NavigableMap<Position, Path> all, Position position) throws IOException {
    try {
      Checkpoint checkpoint = Checkpoint.open(all.get(position));
      Position found = checkpoint.state().progress().position();
      if (!found.equals(position)) {
        throw new CheckpointException(
            "%s holds the state of %s".formatted(checkpoint.folder(), found.folderName()));
      }
      return checkpoint;
    } catch (CheckpointException e) {
      Map.Entry<Position, Path> older = all.lowerEntry(position);
      throw new CheckpointException(
          "%s; %s"
              .formatted(
                  e.getMessage(),
                  older == null
                      ? "there is no older checkpoint"
                      : "the checkpoint before it is " + older.getValue()),
          e);
    }
  }

  private String lastWhole() {
    try {
      NavigableMap<Position, Path> all = all();
      return all.isEmpty()
          ? "there is no checkpoint before it"
          : "the last whole checkpoint is " + all.lastEntry().getValue();
    } catch (IOException e) {
      return "the older ones were not touched";
    }
  }

  private void link(String name, Optional<Position> target) {
    if (target.isPresent()) {
      try {
        folders.link(name, target.get().folderName());
      } catch (IOException | UnsupportedOperationException e) {
        // A convenience: nothing of ours reads it, and not every file system has links.
      }
    }
  }

  private NavigableMap<Position, Path> all() throws IOException {
    NavigableMap<Position, Path> all = new TreeMap<>();
    try {
      for (Map.Entry<String, Path> entry : folders.list().entrySet()) {
        Position.parse(entry.getKey()).ifPresent(position -> all.put(position, entry.getValue()));
      }
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be read: %s".formatted(folder, FileProblem.of(e)), e);
    }
    return all;
  }
}
