package org.recu.train;

import java.io.IOException;
import java.util.List;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.CheckpointException;
import org.recu.checkpoint.ModelDescription;
import org.recu.data.DatasetInfo;
import org.recu.model.Models;
import org.recu.model.Network;
import org.recu.model.UnsupportedModelException;
import org.recu.weights.TrainedNetwork;

/**
 * The model that a run trains.
 *
 * @param network to build
 * @param description stored in the checkpoints
 */
public record RunModel(Network network, ModelDescription description) {

  /**
   * The model that the options name, built for the data set's classes and image size.
   *
   * @throws IOException if there is no such model, or it does not support images of this size
   */
  public static RunModel of(TrainOptions options, DatasetInfo info) throws IOException {
    Network network;
    try {
      network = Models.create(options.network().name(), info.classes(), info.imageSize());
    } catch (UnsupportedModelException e) {
      throw new IOException(e.getMessage(), e);
    }
    return new RunModel(network, TrainedNetwork.describe(network, info));
  }

  /**
   * Rejects a checkpoint from which a run of this model cannot be resumed.
   *
   * @throws CheckpointException if it is of another network or has other classes
   */
  public void requireHeldBy(Checkpoint checkpoint) throws CheckpointException {
    ModelDescription stored = checkpoint.state().model();
    if (!stored.name().equals(description.name()) || stored.classes() != description.classes()) {
      throw new CheckpointException(
          "%s holds %s with %d classes, not %s with %d"
              .formatted(
                  checkpoint.folder(),
                  stored.name(),
                  stored.classes(),
                  description.name(),
                  description.classes()));
    }
    List<String> names = stored.classNames();
    for (int i = 0; i < names.size(); i++) {
      String name = description.classNames().get(i);
      if (!names.get(i).equals(name)) {
        throw new CheckpointException(
            "%s is of a set with other classes: class %d is %s there, %s here"
                .formatted(checkpoint.folder(), i, names.get(i), name));
      }
    }
  }
}
