package org.recu.nn;

import java.util.function.Function;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Where a tower's numbers come from: variables in training, constants in an exported graph. */
public interface Parameters {

  /**
   * Makes a parameter known before it is used, so that a network's parameters stand in the order of
   * its layers whatever a phase reads of them.
   */
  default void declare(Ops tf, Parameter parameter) {}

  /**
   * The value of a parameter, shaped as declared.
   *
   * @throws IllegalArgumentException where the same name was declared in another shape
   */
  Operand<TFloat32> value(Ops tf, Parameter parameter);

  /**
   * A number that is computed from parameters alone, such as a binary weight, so that an exported
   * graph can hold the outcome in place of the computation.
   *
   * @param name unique, in the manner of the parameters' names
   * @param formula adds the computation to the graph
   */
  Operand<TFloat32> derived(String name, Supplier<Operand<TFloat32>> formula);

  /**
   * The same for numbers that are -1, 0 or +1, which can be held in bytes.
   *
   * @param name unique, in the manner of the parameters' names
   * @param formula adds the computation to the graph
   */
  default Operand<TFloat32> signs(String name, Supplier<Operand<TFloat32>> formula) {
    return derived(name, formula);
  }

  /**
   * Replaces a running statistic after a training step.
   *
   * @param parameter of kind {@link ParameterKind#RUNNING_STATISTIC}
   * @param formula the new value from the old one; its ops run after all gradients
   */
  void update(Parameter parameter, Function<Ops, Operand<TFloat32>> formula);
}
