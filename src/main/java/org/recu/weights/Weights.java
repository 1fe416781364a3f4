package org.recu.weights;

import java.io.IOException;
import java.util.List;
import org.recu.graph.Variable;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/** The numbers of one network, in whatever file. */
@FunctionalInterface
public interface Weights {

  /**
   * Gives every variable of the network its value.
   *
   * @param tf adds ops to the variables' graph
   * @param session of that graph
   * @param variables of the network
   * @throws IOException where they are not the network's, or cannot be read
   */
  void restore(Ops tf, Session session, List<Variable> variables) throws IOException;
}
