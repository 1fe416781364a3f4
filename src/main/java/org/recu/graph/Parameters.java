package org.recu.graph;

import java.util.function.Supplier;
import org.recu.nn.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The values of a network's parameters in a graph: variables, or constants. */
public interface Parameters {

  /**
   * The value of a parameter, shaped as declared.
   *
   * @throws IllegalArgumentException if there is no such parameter, or it has another shape
   */
  Operand<TFloat32> value(Parameter parameter);

  /**
   * A value that is computed from parameters alone, such as a binary weight, so that an exported
   * graph can hold the result in place of the computation.
   *
   * @param name unique, in the manner of the parameters' names
   * @param formula adds the computation to the graph
   */
  Operand<TFloat32> derived(String name, Supplier<Operand<TFloat32>> formula);

  /**
   * The same of a value whose elements are -1, 0 or +1, so that an exported graph can hold each in
   * one bit.
   */
  default Operand<TFloat32> signs(String name, Supplier<Operand<TFloat32>> formula) {
    return derived(name, formula);
  }

  /**
   * Whether the graph must keep TensorFlow's graph rewriting from rounding otherwise than its ops
   * do, because a number that is rounded to the other side of 0 changes a sign.
   */
  default boolean roundAsWritten() {
    return false;
  }
}
