package org.recu.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.recu.files.FileError;
import org.recu.files.FolderStore;

/** The checkpoints in a folder, by name, at the time this was created. */
final class Listing {

  /** The checkpoints' folders, in the order of training. */
  private final NavigableMap<Position, Path> folders = new TreeMap<>();

  /**
   * Lists the folder.
   *
   * @throws CheckpointException if the folder exists but cannot be read
   */
  Listing(Path folder, FolderStore entries) throws CheckpointException {
    try {
      for (Map.Entry<String, Path> entry : entries.list().entrySet()) {
        Position.parse(entry.getKey())
            .ifPresent(position -> folders.put(position, entry.getValue()));
      }
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be read: %s".formatted(folder, FileError.sentence(e)), e);
    }
  }

  boolean contains(Position position) {
    return folders.containsKey(position);
  }

  /** Position of the latest checkpoint. */
  Optional<Position> latest() {
    return folders.isEmpty() ? Optional.empty() : Optional.of(folders.lastKey());
  }

  /** Folder of the last checkpoint before this position. */
  Optional<Path> before(Position position) {
    return Optional.ofNullable(folders.lowerEntry(position)).map(Map.Entry::getValue);
  }

  /** Folder of a checkpoint; a hidden folder if it is being replaced. */
  Path folder(Position position) {
    return folders.get(position);
  }

  /** All checkpoints but the latest {@code keep} and the best. */
  List<Position> superfluous(int keep, Optional<Position> best) {
    List<Position> old = new ArrayList<>(folders.keySet());
    old.subList(Math.max(0, old.size() - keep), old.size()).clear();
    best.ifPresent(old::remove);
    return old;
  }
}
