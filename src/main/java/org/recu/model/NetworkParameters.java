package org.recu.model;

import java.util.List;
import org.recu.nn.ImageInput;
import org.recu.nn.LiveParameters;
import org.recu.nn.Parameter;
import org.recu.nn.Tower;
import org.recu.nn.Variable;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

/** The numbers that a network consists of. */
public final class NetworkParameters {

  private NetworkParameters() {}

  /** Builds the network and reads off its parameters, in the order of their declaration. */
  public static List<Parameter> of(Network network) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      LiveParameters parameters = new LiveParameters(tf, 0);
      List<Double> any = List.of(1.0, 1.0, 1.0);
      network.logits(
          Tower.evaluation(tf, parameters),
          ImageInput.create(tf, "images", network.imageSize(), any, any).normalized());
      return parameters.variables().stream().map(Variable::parameter).toList();
    }
  }
}
