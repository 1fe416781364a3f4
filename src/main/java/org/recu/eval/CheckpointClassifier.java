package org.recu.eval;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.CheckpointException;
import org.recu.checkpoint.ModelDescription;
import org.recu.model.Models;
import org.recu.model.Network;
import org.recu.nn.Device;
import org.recu.nn.ImageInput;
import org.recu.nn.LiveParameters;
import org.recu.nn.Tower;
import org.recu.nn.Variable;
import org.recu.nn.VariableFiles;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** The network of a checkpoint, over variables, as training sees it when it validates. */
public final class CheckpointClassifier implements Classifier {

  private final ModelDescription description;
  private final Network network;
  private final Graph graph = new Graph();
  private final Session session;
  private final LiveParameters parameters;
  private final ImageInput images;
  private final Operand<TFloat32> logits;

  /**
   * Builds the network and reads its variables.
   *
   * @throws IOException where the checkpoint's model is not known, or does not fit what it holds
   */
  public CheckpointClassifier(Checkpoint checkpoint, Device device) throws IOException {
    description = checkpoint.state().model();
    try {
      network = Models.create(description.name(), description.classes(), description.imageSize());
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(checkpoint.folder() + ": " + e.getMessage(), e);
    }
    Ops tf = Ops.create(graph);
    parameters = new LiveParameters(tf, 0);
    images =
        ImageInput.create(
            tf, "images", network.imageSize(), description.mean(), description.standardDeviation());
    logits = network.logits(Tower.evaluation(tf, parameters), images.normalized());
    VariableFiles files = new VariableFiles(tf, parameters.variables());
    session = new Session(graph, device.configuration());
    try {
      files.restore(session, checkpoint.variables());
    } catch (TensorFlowException | IllegalArgumentException e) {
      close();
      throw new CheckpointException(
          "%s does not hold the variables of %s with %d classes: %s"
              .formatted(checkpoint.folder(), network.name(), network.classes(), firstLine(e)),
          e);
    }
  }

  /** The network, to be built again elsewhere. */
  public Network network() {
    return network;
  }

  /** What the checkpoint says of its model. */
  public ModelDescription description() {
    return description;
  }

  @Override
  public TFloat32 logits(TUint8 pixels) {
    return (TFloat32) session.runner().feed(images.pixels(), pixels).fetch(logits).run().get(0);
  }

  /**
   * The numbers that an evaluation needs and nothing else: parameters by name, and in place of each
   * latent weight its signs, under the name that {@link org.recu.nn.Parameters#derived} was asked
   * for.
   *
   * @return the names in the order of the values
   */
  public FrozenValues freeze() {
    Map<String, Operand<TFloat32>> operands = new LinkedHashMap<>();
    for (Variable variable : parameters.variables()) {
      operands.put(variable.parameter().name(), variable.value());
    }
    parameters.derived().forEach(operands::put);
    List<String> names = new ArrayList<>(operands.keySet());
    Session.Runner runner = session.runner();
    operands.values().forEach(runner::fetch);
    Result result = runner.run();
    return new FrozenValues(names, result);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
