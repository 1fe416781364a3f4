package org.recu.lowering;

import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TType;

/** An operand whose ops are added to the graph when it is first asked for. Not thread-safe. */
final class LazyOperand<T extends TType> implements Supplier<Operand<T>> {

  private final Supplier<Operand<T>> formula;

  /** Null until it is asked for. */
  private Operand<T> operand;

  private LazyOperand(Supplier<Operand<T>> formula) {
    this.formula = formula;
  }

  /**
   * An operand to be.
   *
   * @param formula adds its ops
   */
  static <T extends TType> LazyOperand<T> of(Supplier<Operand<T>> formula) {
    return new LazyOperand<>(formula);
  }

  @Override
  public Operand<T> get() {
    if (operand == null) {
      operand = formula.get();
    }
    return operand;
  }
}
