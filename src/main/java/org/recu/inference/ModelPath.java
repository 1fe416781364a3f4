package org.recu.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.CheckpointException;
import org.recu.checkpoint.CheckpointStore;
import org.recu.checkpoint.Position;
import org.recu.checkpoint.RunLayout;
import org.recu.files.FileError;
import org.recu.graph.Device;
import org.recu.pytorch.TorchTensor;
import org.recu.weights.TrainedNetwork;

/** The path of a trained model, by the kind of model found there. */
public sealed interface ModelPath permits TrainedPath, PyTorchPath, SignsPath {

  /** The path as it was given. */
  Path path();

  /**
   * The file or folder that holds the model: the path, or a checkpoint of the run that it leads to.
   *
   * @throws IOException if there is no such checkpoint
   */
  default Path source() throws IOException {
    return path();
  }

  /** What the model is, with its article, such as {@code a PyTorch file}. */
  String noun();

  /**
   * Loads the model.
   *
   * @param options what the caller knows about it
   * @param device where it runs
   * @return the model, to be closed by the caller
   * @throws IOException if it cannot be read or is not what the options say
   */
  default Model open(ModelOptions options, Device device) throws IOException {
    return Model.of(network(options), device);
  }

  /**
   * The network and its weights, to be exported or trained further.
   *
   * @param options what the caller knows about it
   * @throws IOException if it cannot be read, is not what the options say, or has no weights
   */
  TrainedNetwork network(ModelOptions options) throws IOException;

  /**
   * The weights under PyTorch's names and in PyTorch's layouts.
   *
   * @throws IOException if they cannot be read, or if there are none
   */
  Map<String, TorchTensor> stateDict() throws IOException;

  /**
   * Finds out which kind of model a path leads to. Nothing is loaded.
   *
   * @throws CheckpointException if it is none; the message says what was found
   */
  static ModelPath of(Path path) throws IOException {
    if (!Files.exists(path)) {
      boolean isLink = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
      throw noModel(path, isLink ? "is a broken link" : "does not exist");
    }
    if (Files.isDirectory(path)) {
      return ofFolder(path);
    }
    if (!Files.isRegularFile(path)) {
      // Opening a pipe would wait for its writer, perhaps for ever.
      throw noModel(path, "is a pipe or a device");
    }
    return PackedPath.isAt(path) ? new PackedPath(path) : new PyTorchPath(path);
  }

  private static ModelPath ofFolder(Path path) throws CheckpointException {
    if (Files.exists(path.resolve(SavedModelPath.FILE))) {
      return new SavedModelPath(path);
    }
    // A checkpoint that has lost its state is refused as such when it is opened.
    if (Checkpoint.isAt(path)) {
      return new CheckpointPath(path);
    }
    if (RunLayout.isRun(path)) {
      return new RunPath(path, RunLayout.checkpoints(path));
    }
    List<Path> found;
    try (Stream<Path> entries = Files.list(path)) {
      found = entries.sorted().toList();
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be read: %s".formatted(path, FileError.reason(e)), e);
    }
    if (found.stream().anyMatch(Position::isName)) {
      return new RunPath(path, new CheckpointStore(path));
    }
    throw noModel(
        path,
        found.isEmpty()
            ? "is an empty folder"
            : "is a folder of other files (such as %s)".formatted(found.get(0).getFileName()));
  }

  private static CheckpointException noModel(Path path, String found) {
    return new CheckpointException(
        "%s %s, expected a run folder, a checkpoint, a SavedModel, a packed or a PyTorch file"
            .formatted(path, found));
  }
}
