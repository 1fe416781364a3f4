package org.recu.weights;

import java.io.IOException;
import java.util.List;
import org.recu.graph.Variable;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/** The stored weights of one network. */
@FunctionalInterface
public interface Weights {

  /**
   * Restores every variable of the network.
   *
   * @param tf adds ops to the variables' graph
   * @param session of that graph
   * @param variables of the network
   * @throws IOException if the weights cannot be read or do not belong to the network
   */
  void restore(Ops tf, Session session, List<Variable> variables) throws IOException;
}
