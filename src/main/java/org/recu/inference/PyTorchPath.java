package org.recu.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.recu.graph.Device;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.TorchTensor;
import org.recu.weights.TrainedNetwork;

/**
 * A PyTorch file. Any file counts as one until it is read.
 *
 * @param path as it was given
 */
public record PyTorchPath(Path path) implements ModelPath {

  @Override
  public String noun() {
    return "a PyTorch file";
  }

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

  private static TrainedNetwork network(PyTorchFile file, ModelOptions options) throws IOException {
    return TrainedNetwork.of(file, options.network(), options.datasetOf(file.path()));
  }

  @Override
  public Map<String, TorchTensor> stateDict() throws IOException {
    return read().stateDict();
  }
}
