package org.recu.graph;

import org.recu.nn.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A parameter held in a resource variable of the graph.
 *
 * <p>The value read from a resource variable is unaffected by later updates; that of a reference
 * variable is not.
 *
 * @param parameter name, kind, shape
 * @param handle the resource
 * @param value its value at the start of a step, float32
 * @param start its initial value
 * @param initialize op that assigns the initial value
 */
public record Variable(
    Parameter parameter,
    Operand<? extends TType> handle,
    Operand<TFloat32> value,
    Operand<TFloat32> start,
    Op initialize) {

  /**
   * Adds a variable to the graph.
   *
   * @param seed of its initial value
   */
  public static Variable create(Ops tf, Parameter parameter, long seed) {
    Ops scope = tf.withSubScope(parameter.name());
    VarHandleOp handle =
        scope.varHandleOp(
            TFloat32.class, Shapes.of(parameter.shape()), VarHandleOp.sharedName(parameter.name()));
    Operand<TFloat32> start = InitialValues.of(scope, parameter, seed);
    return new Variable(
        parameter,
        handle,
        scope.readVariableOp(handle, TFloat32.class),
        start,
        scope.assignVariableOp(handle, start));
  }

  /**
   * Assigns a value from outside the graph.
   *
   * @param session of the variable's graph
   * @param values shaped as the parameter
   */
  public void assign(Session session, TFloat32 values) {
    Session.Runner runner = session.runner();
    assign(runner, values);
    runner.run().close();
  }

  /**
   * Makes a run assign a value from outside the graph.
   *
   * @param runner of a session of the variable's graph, to be run by the caller
   * @param values shaped as the parameter, open until then
   */
  public void assign(Session.Runner runner, TFloat32 values) {
    if (!values.shape().equals(Shapes.of(parameter.shape()))) {
      throw new IllegalArgumentException(
          "variable %s has shape %s, but the values have %s"
              .formatted(parameter.name(), parameter.shape(), values.shape()));
    }
    // Feeding the starting value in place of its draw makes the initializer an assignment.
    runner.feed(start, values).addTarget(initialize);
  }
}
