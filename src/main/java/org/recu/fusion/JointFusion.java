package org.recu.fusion;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Formulas of the same operands that can be used any number of times in a graph: one call instead
 * of several, and one function to be compiled.
 *
 * @param formulas what they compute
 * @param function with their results; empty where the formulas' ops are added at each use
 */
public record JointFusion(Formulas formulas, Optional<CompiledFunction> function) {

  /** What is computed. */
  @FunctionalInterface
  public interface Formulas {
    /**
     * Adds the formulas' ops to a graph.
     *
     * @param tf where they go
     * @param inputs their operands, in the order of their shapes
     */
    List<Operand<TFloat32>> of(Ops tf, List<Operand<TFloat32>> inputs);
  }

  /**
   * Applies the formulas, as {@link Fusion#apply} does.
   *
   * @param tf where they go
   * @param inputs their operands as they were defined
   */
  public List<Operand<TFloat32>> apply(Ops tf, List<? extends Operand<?>> inputs) {
    return function.isPresent()
        ? function.get().call(tf, inputs).stream()
            .<Operand<TFloat32>>map(result -> result.expect(TFloat32.class))
            .toList()
        : formulas.of(tf, Fusion.widened(tf, inputs));
  }
}
