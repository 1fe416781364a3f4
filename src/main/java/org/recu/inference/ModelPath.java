package org.recu.inference;

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
import org.recu.checkpoint.Position;
import org.recu.checkpoint.RunLayout;
import org.recu.files.FileError;

/** What a user's path to a model turns out to be. */
public sealed interface ModelPath {

  /** The path as it was given. */
  Path path();

  /**
   * A run, named by its folder or by its folder of checkpoints.
   *
   * @param path as it was given
   * @param checkpoints the run's
   */
  record Run(Path path, CheckpointStore checkpoints) implements ModelPath {

    /**
     * The checkpoint of the best epoch, or the latest one where no epoch has been evaluated yet.
     *
     * @throws CheckpointException when there is none, or it is not whole
     */
    public Checkpoint best() throws IOException {
      Optional<Checkpoint> best = checkpoints.best();
      return best.isPresent() ? best.get() : latest();
    }

    /**
     * The checkpoint that the run goes on from.
     *
     * @throws CheckpointException when there is none, or it is not whole
     */
    public Checkpoint latest() throws IOException {
      return checkpoints
          .latest()
          .orElseThrow(() -> new CheckpointException(path + " holds no checkpoint yet"));
    }
  }

  /**
   * A checkpoint's folder, or a link to one.
   *
   * @param path as it was given
   */
  record CheckpointFolder(Path path) implements ModelPath {

    /**
     * The checkpoint.
     *
     * @throws CheckpointException when it is not whole
     */
    public Checkpoint open() throws IOException {
      return Checkpoint.open(path);
    }
  }

  /**
   * A SavedModel's folder.
   *
   * @param path as it was given
   */
  record SavedModel(Path path) implements ModelPath {}

  /**
   * A file, which of all models only PyTorch's are; not looked into.
   *
   * @param path as it was given
   */
  record PyTorch(Path path) implements ModelPath {}

  /**
   * Looks at what is there.
   *
   * @throws CheckpointException when it is none of these; the message says what was found
   */
  static ModelPath of(Path path) throws IOException {
    String expected =
        "expected the folder of a run, of a checkpoint or of a SavedModel, or a PyTorch file";
    if (!Files.exists(path)) {
      boolean isLink = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
      throw new CheckpointException(
          "%s %s, %s".formatted(path, isLink ? "is a broken link" : "does not exist", expected));
    }
    if (!Files.isDirectory(path)) {
      return new PyTorch(path);
    }
    if (Files.exists(path.resolve("saved_model.pb"))) {
      return new SavedModel(path);
    }
    // A checkpoint that has lost its state is refused as such when it is opened.
    if (Checkpoint.isAt(path)) {
      return new CheckpointFolder(path);
    }
    if (RunLayout.isRun(path)) {
      return new Run(path, RunLayout.checkpoints(path));
    }
    List<Path> found;
    try (Stream<Path> entries = Files.list(path)) {
      found = entries.sorted().toList();
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be read: %s".formatted(path, FileError.sentence(e)), e);
    }
    if (found.stream().anyMatch(Position::isName)) {
      return new Run(path, new CheckpointStore(path));
    }
    throw new CheckpointException(
        "%s is %s, %s"
            .formatted(
                path,
                found.isEmpty()
                    ? "an empty folder"
                    : "a folder of other things (such as %s)".formatted(found.get(0).getFileName()),
                expected));
  }
}
