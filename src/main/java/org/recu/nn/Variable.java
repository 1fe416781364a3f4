package org.recu.nn;

import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A parameter held in a resource variable of the graph.
 *
 * <p>A resource variable's read gives a value that later updates leave alone, which a reference
 * variable's does not.
 *
 * @param parameter name, kind, shape
 * @param handle the resource
 * @param value its value at the beginning of a step, float32
 * @param initialize op that gives it its starting value
 */
public record Variable(
    Parameter parameter, Operand<? extends TType> handle, Operand<TFloat32> value, Op initialize) {

  /** Adds a variable to the graph. */
  public static Variable create(Ops tf, Parameter parameter, long seed) {
    Ops scope = tf.withSubScope(parameter.name());
    VarHandleOp handle =
        scope.varHandleOp(
            TFloat32.class, parameter.shape(), VarHandleOp.sharedName(parameter.name()));
    return new Variable(
        parameter,
        handle,
        scope.readVariableOp(handle, TFloat32.class),
        scope.assignVariableOp(handle, parameter.initial().draw(scope, parameter.shape(), seed)));
  }
}
