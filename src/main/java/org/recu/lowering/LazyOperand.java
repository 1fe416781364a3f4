package org.recu.lowering;

import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** An operand whose ops are added to the graph when it is first asked for. Not thread-safe. */
final class LazyOperand implements Supplier<Operand<TFloat32>> {

  private final Supplier<Operand<TFloat32>> formula;

  /** Null until it is asked for. */
  private Operand<TFloat32> operand;

  private LazyOperand(Supplier<Operand<TFloat32>> formula) {
    this.formula = formula;
  }

  /**
   * An operand to be.
   *
   * @param formula adds its ops
   */
  static LazyOperand of(Supplier<Operand<TFloat32>> formula) {
    return new LazyOperand(formula);
  }

  @Override
  public Operand<TFloat32> get() {
    if (operand == null) {
      operand = formula.get();
    }
    return operand;
  }
}
