package org.recu.inference;

import java.io.IOException;
import java.util.Map;
import org.recu.pytorch.TorchTensor;
import org.recu.weights.TrainedNetwork;

/** The path of an exported model, which has only the signs of the binary weights. */
public sealed interface SignsPath extends ModelPath permits SavedModelPath, PackedPath {

  /** {@inheritDoc} Always refused. */
  @Override
  default TrainedNetwork network(ModelOptions options) throws IOException {
    throw withoutWeights();
  }

  /** {@inheritDoc} Always refused. */
  @Override
  default Map<String, TorchTensor> stateDict() throws IOException {
    throw withoutWeights();
  }

  private IOException withoutWeights() {
    return new IOException(
        "%s is %s, which has only the signs of the weights; expected a run folder, a checkpoint or a PyTorch file"
            .formatted(path(), noun()));
  }
}
