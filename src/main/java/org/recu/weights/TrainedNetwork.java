package org.recu.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.ModelDescription;
import org.recu.data.DatasetInfo;
import org.recu.model.Models;
import org.recu.model.Network;
import org.recu.pytorch.PyTorchException;
import org.recu.pytorch.PyTorchFile;

/**
 * A network with its weights, from a checkpoint or a PyTorch file.
 *
 * @param source the checkpoint's folder, or the file
 * @param network the network to build
 * @param description the network and the images it takes
 * @param weights of this network
 * @param remark which part of a PyTorch file they are, if that is not obvious
 */
public record TrainedNetwork(
    Path source,
    Network network,
    ModelDescription description,
    Weights weights,
    Optional<String> remark) {

  /** A network about whose weights there is nothing to remark. */
  public TrainedNetwork(
      Path source, Network network, ModelDescription description, Weights weights) {
    this(source, network, description, weights, Optional.empty());
  }

  /**
   * Names of all networks that weights can belong to, including first stages of two-stage training.
   */
  public static List<String> names() {
    return FoundNetwork.names();
  }

  /**
   * The network of a checkpoint.
   *
   * @throws IOException if this program does not know the checkpoint's model
   */
  public static TrainedNetwork of(Checkpoint checkpoint) throws IOException {
    CheckpointWeights weights = new CheckpointWeights(checkpoint);
    return new TrainedNetwork(
        checkpoint.folder(), weights.network(), checkpoint.state().model(), weights);
  }

  /**
   * The network of a PyTorch file. If the caller does not name it, it is the only one whose names
   * and shapes the tensors fit; if several fit, the name stored in the file decides.
   *
   * @param model name of the network, if the caller knows it
   * @param info of the data set that it was trained on, which the file does not record
   * @throws PyTorchException if the file does not fit, in which case the message lists what is
   *     missing, left over or of another shape; if several networks fit; if the name stored in the
   *     file contradicts the caller
   */
  public static TrainedNetwork of(PyTorchFile file, Optional<String> model, DatasetInfo info)
      throws PyTorchException {
    FoundNetwork found =
        model.isPresent()
            ? FoundNetwork.named(file, create(file, model.get(), info))
            : FoundNetwork.search(file, info.imageSize());
    WeightMatch match = found.match();
    if (!match.whole()) {
      throw new PyTorchException(
          file.path(),
          "does not fit %s: %s%s"
              .formatted(
                  found.description(),
                  match.difference(),
                  match.isPoor() ? "; the file holds " + file.holding() : ""));
    }
    if (found.network().classes() != info.classes()) {
      throw new PyTorchException(
          file.path(),
          "is a model with %d classes, but dataset %s has %d"
              .formatted(found.network().classes(), info.name(), info.classes()));
    }
    return new TrainedNetwork(
        file.path(),
        found.network(),
        describe(found.network(), info),
        (tf, session, variables) -> match.assign(session, variables),
        file.remark());
  }

  private static Network create(PyTorchFile file, String model, DatasetInfo info)
      throws PyTorchException {
    try {
      return Models.create(model, info.classes(), info.imageSize());
    } catch (IllegalArgumentException e) {
      throw new PyTorchException(file.path(), e.getMessage(), e);
    }
  }

  /** Describes a network trained on a data set. */
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
