package org.recu.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.CheckpointException;
import org.recu.pytorch.TorchTensor;
import org.recu.weights.CheckpointWeights;
import org.recu.weights.TrainedNetwork;

/** The path of a model that this program's training saved. */
public sealed interface TrainedPath extends ModelPath permits RunPath, CheckpointPath {

  /**
   * The checkpoint.
   *
   * @throws CheckpointException if there is none or it is incomplete
   */
  Checkpoint checkpoint() throws IOException;

  @Override
  default Path source() throws IOException {
    return checkpoint().folder();
  }

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
