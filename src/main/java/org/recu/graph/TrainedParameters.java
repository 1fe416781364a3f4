package org.recu.graph;

import java.util.function.Function;
import org.recu.nn.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Parameters of a network in training, whose running statistics each step replaces. */
public interface TrainedParameters extends Parameters {

  /**
   * Replaces a running statistic after each training step.
   *
   * @param statistic of kind {@link org.recu.nn.ParameterKind#RUNNING_STATISTIC}
   * @param formula the new value
   */
  void update(Parameter statistic, Function<Ops, Operand<TFloat32>> formula);
}
