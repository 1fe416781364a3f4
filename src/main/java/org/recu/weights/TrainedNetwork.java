package org.recu.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.ModelDescription;
import org.recu.data.DatasetInfo;
import org.recu.model.Models;
import org.recu.model.Network;
import org.recu.pytorch.PyTorchException;
import org.recu.pytorch.PyTorchFile;

/**
 * A network with its weights, whatever file they come from.
 *
 * @param source the checkpoint's folder, or the file
 * @param network to be built
 * @param description what the network is and what it wants to see
 * @param weights of the network, and of no other
 */
public record TrainedNetwork(
    Path source, Network network, ModelDescription description, Weights weights) {

  /**
   * The network of a checkpoint.
   *
   * @throws IOException where the checkpoint's model is not known
   */
  public static TrainedNetwork of(Checkpoint checkpoint) throws IOException {
    CheckpointWeights weights = new CheckpointWeights(checkpoint);
    return new TrainedNetwork(
        checkpoint.folder(), weights.network(), checkpoint.state().model(), weights);
  }

  /**
   * The network of a PyTorch file, which does not say what it was trained on.
   *
   * @param model name of the network; where it is empty, names and shapes must fit exactly one
   * @param info of the set that it was trained on
   * @throws PyTorchException where the file does not fit; the message says what is missing, left
   *     over, and of another shape
   * @throws IllegalArgumentException where there is no such network for the set's images
   */
  public static TrainedNetwork of(PyTorchFile file, Optional<String> model, DatasetInfo info)
      throws PyTorchException {
    FoundNetwork found =
        model.isPresent()
            ? FoundNetwork.of(file, Models.create(model.get(), info.classes(), info.imageSize()))
            : FoundNetwork.search(file, info.imageSize());
    WeightMatch match = found.match();
    if (!match.whole()) {
      throw new PyTorchException(
          file.path(), "does not fit %s: %s".formatted(found.words(), match.difference()));
    }
    if (found.network().classes() != info.classes()) {
      throw new PyTorchException(
          file.path(),
          "tells %d classes apart, %s has %d"
              .formatted(found.network().classes(), info.name(), info.classes()));
    }
    return new TrainedNetwork(
        file.path(),
        found.network(),
        describe(found.network(), info),
        (tf, session, variables) -> match.assign(session, variables));
  }

  /** A network that is trained on a set, or is said to be. */
  public static ModelDescription describe(Network network, DatasetInfo info) {
    return new ModelDescription(
        network.name(),
        info.name(),
        network.classes(),
        info.classNames(),
        network.imageSize(),
        info.normalization());
  }
}
