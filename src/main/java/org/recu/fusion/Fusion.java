package org.recu.fusion;

import java.util.List;
import org.recu.fusion.CompiledFunction.Argument;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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

  static Fusion compiled(Graph graph, String name, List<Shape> inputs, Formula formula) {
    return new Fusion(
        formula,
        CompiledFunction.define(
            graph,
            name,
            inputs.stream().map(shape -> new Argument(TFloat32.class, shape)).toList(),
            (tf, operands) ->
                List.of(
                    formula.of(
                        tf,
                        operands.stream()
                            .<Operand<TFloat32>>map(operand -> operand.expect(TFloat32.class))
                            .toList()))));
  }

  /**
   * Uses the formula. Where it is compiled, TensorFlow does not know the result's shape; whoever
   * needs it in the graph says it with {@code ensureShape}.
   *
   * <p>This may be done while gradients are added.
   *
   * @param tf where it goes
   * @param inputs its operands, as many as were defined
   */
  public Operand<TFloat32> apply(Ops tf, List<Operand<TFloat32>> inputs) {
    return function == null
        ? formula.of(tf, inputs)
        : function.call(tf, inputs).get(0).expect(TFloat32.class);
  }
}
