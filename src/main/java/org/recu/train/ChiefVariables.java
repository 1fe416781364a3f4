package org.recu.train;

import java.util.ArrayList;
import java.util.List;
import org.recu.cluster.CollectiveOps;
import org.recu.cluster.Team;
import org.recu.graph.Variable;
import org.recu.nn.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Ops that give all workers the chief's variables, so that only the chief needs a checkpoint. */
final class ChiefVariables {

  /** Elements of a message: 64 MiB. */
  private static final long MESSAGE = 16 << 20;

  private final Op follow;

  /**
   * Adds the ops.
   *
   * @param tf where they go
   * @param collectives of the workers
   * @param team this worker's
   * @param variables all of them, in the same order at each worker
   */
  ChiefVariables(Ops tf, CollectiveOps collectives, Team team, List<Variable> variables) {
    List<Parameter> parameters = variables.stream().map(Variable::parameter).toList();
    GradientBuffers packing = new GradientBuffers(parameters, MESSAGE);
    List<Op> ops = new ArrayList<>();
    if (team.leads()) {
      List<Operand<TFloat32>> values =
          variables.stream().<Operand<TFloat32>>map(Variable::value).toList();
      List<Operand<TFloat32>> packed = packing.pack(tf, values);
      for (int i = 0; i < packing.size(); i++) {
        ops.add(collectives.send(tf, packed.get(i), packing.shape(i)));
      }
    } else {
      List<Operand<TFloat32>> packed = new ArrayList<>();
      for (int i = 0; i < packing.size(); i++) {
        packed.add(collectives.receive(tf, packing.shape(i)));
      }
      List<Operand<TFloat32>> values = packing.unpack(tf, packed);
      for (int i = 0; i < values.size(); i++) {
        ops.add(tf.assignVariableOp(variables.get(i).handle(), values.get(i)));
      }
    }
    follow = tf.withControlDependencies(ops).noOp();
  }

  /** To be run by all workers. */
  Op follow() {
    return follow;
  }
}
