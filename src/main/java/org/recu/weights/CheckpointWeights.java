package org.recu.weights;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.CheckpointException;
import org.recu.checkpoint.ModelDescription;
import org.recu.graph.Device;
import org.recu.graph.LiveParameters;
import org.recu.graph.Variable;
import org.recu.graph.VariableFiles;
import org.recu.model.Models;
import org.recu.model.Network;
import org.recu.nn.Parameter;
import org.recu.pytorch.TorchTensor;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The weights in a checkpoint of this program.
 *
 * @param checkpoint with all its files
 */
public record CheckpointWeights(Checkpoint checkpoint) implements Weights {

  @Override
  public void restore(Ops tf, Session session, List<Variable> variables) throws IOException {
    try {
      new VariableFiles(tf, variables).restore(session, checkpoint.variables());
    } catch (TensorFlowException | IllegalArgumentException e) {
      ModelDescription model = checkpoint.state().model();
      throw new CheckpointException(
          "%s does not hold the variables of %s with %d classes: %s"
              .formatted(
                  checkpoint.folder(),
                  model.name(),
                  model.classes(),
                  String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  /** The network of the checkpoint, without its weights. */
  Network network() throws CheckpointException {
    ModelDescription model = checkpoint.state().model();
    try {
      return Models.create(model.name(), model.classes(), model.imageSize());
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(checkpoint.folder() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns the weights under PyTorch's names and in its layouts, in the order in which the network
   * declares them, without PyTorch's bookkeeping tensors.
   *
   * @throws IOException if this program does not know the checkpoint's model, or the variables do
   *     not match the model
   */
  public Map<String, TorchTensor> stateDict() throws IOException {
    Network network = network();
    try (Graph graph = new Graph();
        Session session = new Session(graph, Device.cpu().configuration())) {
      Ops tf = Ops.create(graph);
      LiveParameters parameters = new LiveParameters(tf, network.architecture().parameters(), 0);
      restore(tf, session, parameters.variables());
      Session.Runner runner = session.runner();
      parameters.variables().forEach(variable -> runner.fetch(variable.value()));
      try (Result values = runner.run()) {
        Map<String, TorchTensor> stateDict = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
          Parameter parameter = parameters.variables().get(i).parameter();
          stateDict.put(parameter.name(), tensor(parameter, (TFloat32) values.get(i)));
        }
        return stateDict;
      }
    }
  }

  private static TorchTensor tensor(Parameter parameter, TFloat32 values) {
    float[] own = new float[(int) values.size()];
    values.copyTo(DataBuffers.of(FloatBuffer.wrap(own)));
    return TorchTensor.of(TorchLayout.toTorch(parameter, own), TorchLayout.shape(parameter));
  }
}
