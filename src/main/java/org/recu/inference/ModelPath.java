package org.recu.inference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.CheckpointException;
import org.recu.checkpoint.CheckpointStore;
import org.recu.checkpoint.Position;
import org.recu.checkpoint.RunLayout;
import org.recu.files.FileError;
import org.recu.graph.Device;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.TorchTensor;
import org.recu.weights.CheckpointWeights;
import org.recu.weights.TrainedNetwork;

/** The path of a trained model, by the kind of model found there. */
public sealed interface ModelPath {

  /** The path as it was given. */
  Path path();

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

  /** A model that this program's training saved. */
  sealed interface Trained extends ModelPath {

    /**
     * The checkpoint.
     *
     * @throws CheckpointException if there is none or it is incomplete
     */
    Checkpoint checkpoint() throws IOException;

    @Override
    default TrainedNetwork network(ModelOptions options) throws IOException {
      TrainedNetwork network = TrainedNetwork.of(checkpoint());
      options.requireNetwork(network.source(), network.network().name());
      return network;
    }

    @Override
    default Map<String, TorchTensor> stateDict() throws IOException {
      return new CheckpointWeights(checkpoint()).stateDict();
    }
  }

  /**
   * A run, named by its folder or by its folder of checkpoints.
   *
   * @param path as it was given
   * @param checkpoints the run's
   */
  record Run(Path path, CheckpointStore checkpoints) implements Trained {

    /** The checkpoint of the best epoch, or the latest one if no epoch has been evaluated yet. */
    @Override
    public Checkpoint checkpoint() throws IOException {
      Optional<Checkpoint> best = checkpoints.best();
      return best.isPresent() ? best.get() : latest();
    }

    private Checkpoint latest() throws IOException {
      return checkpoints
          .latest()
          .orElseThrow(() -> new CheckpointException(path + " holds no checkpoint yet"));
    }
  }

  /**
   * The folder of a checkpoint, or a link to one.
   *
   * @param path as it was given
   */
  record CheckpointFolder(Path path) implements Trained {

    @Override
    public Checkpoint checkpoint() throws IOException {
      return Checkpoint.open(path);
    }
  }

  /**
   * The folder of a SavedModel.
   *
   * @param path as it was given
   */
  record SavedModel(Path path) implements ModelPath {

    @Override
    public Model open(ModelOptions options, Device device) throws IOException {
      SavedModelClassifier classifier = new SavedModelClassifier(path, device);
      boolean usable = false;
      try {
        Optional<ModelCard> card = ModelCard.find(path);
        if (card.isPresent() && card.get().model() != null) {
          options.requireNetwork(path, card.get().model());
        }
        Model model = new Model(ModelInfo.of(path, classifier, card), classifier);
        usable = true;
        return model;
      } finally {
        if (!usable) {
          classifier.close();
        }
      }
    }

    @Override
    public TrainedNetwork network(ModelOptions options) throws IOException {
      throw withoutWeights();
    }

    @Override
    public Map<String, TorchTensor> stateDict() throws IOException {
      throw withoutWeights();
    }

    private IOException withoutWeights() {
      return new IOException(
          path
              + " is a SavedModel, which has only the signs of the weights; expected a run folder,"
              + " a checkpoint or a PyTorch file");
    }
  }

  /**
   * A PyTorch file. Any file counts as one until it is read.
   *
   * @param path as it was given
   */
  record PyTorch(Path path) implements ModelPath {

    @Override
    public Model open(ModelOptions options, Device device) throws IOException {
      PyTorchFile file = read();
      TrainedNetwork network = network(file, options);
      return Model.of(ModelInfo.of(network).withNotes(file.notes()), network, device);
    }

    @Override
    public TrainedNetwork network(ModelOptions options) throws IOException {
      return network(read(), options);
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read or holds no weights
     */
    public PyTorchFile read() throws IOException {
      return PyTorchFile.read(path);
    }

    private static TrainedNetwork network(PyTorchFile file, ModelOptions options)
        throws IOException {
      return TrainedNetwork.of(file, options.network(), options.datasetOf(file.path()));
    }

    @Override
    public Map<String, TorchTensor> stateDict() throws IOException {
      return read().stateDict();
    }
  }

  /**
   * The file of a packed network.
   *
   * @param path as it was given
   */
  record Packed(Path path) implements ModelPath {

    /** Ends the name of a packed file. */
    private static final String ENDING = ".recu";

    /** How a packed file begins: the first field of its message. */
    private static final byte[] BEGINNING = {0x0a, 4, 'R', 'E', 'C', 'U'};

    /** Whether a file is one, by its name or by its first bytes. */
    static boolean isAt(Path file) {
      if (file.toString().endsWith(ENDING)) {
        return true;
      }
      try (InputStream in = Files.newInputStream(file)) {
        return Arrays.equals(in.readNBytes(BEGINNING.length), BEGINNING);
      } catch (IOException e) {
        // Whoever reads the whole file says what is wrong with it.
        return false;
      }
    }

    @Override
    public Model open(ModelOptions options, Device device) throws IOException {
      PackedClassifier classifier = new PackedClassifier(path);
      boolean usable = false;
      try {
        options.requireNetwork(path, classifier.model().name());
        Model model = new Model(ModelInfo.of(path, classifier.model()), classifier);
        usable = true;
        return model;
      } finally {
        if (!usable) {
          classifier.close();
        }
      }
    }

    @Override
    public TrainedNetwork network(ModelOptions options) throws IOException {
      throw withoutWeights();
    }

    @Override
    public Map<String, TorchTensor> stateDict() throws IOException {
      throw withoutWeights();
    }

    private IOException withoutWeights() {
      return new IOException(
          path
              + " is a packed network, which has only the signs of the weights; expected a run"
              + " folder, a checkpoint or a PyTorch file");
    }
  }

  /**
   * Finds out which kind of model a path leads to. Nothing is loaded.
   *
   * @throws CheckpointException if it is none; the message says what was found
   */
  static ModelPath of(Path path) throws IOException {
    String expected =
        "expected a run folder, a checkpoint, a SavedModel, a packed or a PyTorch file";
    if (!Files.exists(path)) {
      boolean isLink = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
      throw new CheckpointException(
          "%s %s, %s".formatted(path, isLink ? "is a broken link" : "does not exist", expected));
    }
    if (!Files.isDirectory(path)) {
      return Packed.isAt(path) ? new Packed(path) : new PyTorch(path);
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
          "%s cannot be read: %s".formatted(path, FileError.reason(e)), e);
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
                    : "a folder of other files (such as %s)".formatted(found.get(0).getFileName()),
                expected));
  }
}
