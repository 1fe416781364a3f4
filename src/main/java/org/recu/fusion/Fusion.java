package org.recu.fusion;

import java.util.List;
import java.util.function.Function;
import org.recu.fusion.CompiledFunction.Body;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint16;

/** A formula that can be used any number of times in a graph. */
public final class Fusion {

  private final Formula formula;

  /** Null where the formula's ops are added at each use. */
  private final CompiledFunction function;

  private Fusion(Formula formula, CompiledFunction function) {
    this.formula = formula;
    this.function = function;
  }

  static Fusion plain(Formula formula) {
    return new Fusion(formula, null);
  }

  /**
   * A formula of a compiled function.
   *
   * @param define the function with this body
   */
  static Fusion compiled(Formula formula, Function<Body, CompiledFunction> define) {
    return new Fusion(
        formula, define.apply((tf, operands) -> List.of(formula.of(tf, widened(tf, operands)))));
  }

  /** Operands as float32. */
  static List<Operand<TFloat32>> widened(Ops tf, List<? extends Operand<?>> operands) {
    return operands.stream().<Operand<TFloat32>>map(operand -> widened(tf, operand)).toList();
  }

  private static Operand<TFloat32> widened(Ops tf, Operand<?> operand) {
    Output<?> output = operand.asOutput();
    if (output.type() == TUint16.class) {
      return Int16.float32(tf, output.expect(TUint16.class));
    }
    return output.type() == TBfloat16.class
        ? tf.dtypes.cast(output.expect(TBfloat16.class), TFloat32.class)
        : output.expect(TFloat32.class);
  }

  /**
   * Applies the formula. Where it is compiled, TensorFlow does not know the shape of the result:
   * callers that need it state it with {@code ensureShape}.
   *
   * <p>May be called while gradients are added.
   *
   * @param tf where it goes
   * @param inputs its operands as they were defined
   */
  public Operand<TFloat32> apply(Ops tf, List<? extends Operand<?>> inputs) {
    return function == null
        ? formula.of(tf, widened(tf, inputs))
        : function.call(tf, inputs).get(0).expect(TFloat32.class);
  }
}
