package org.recu.nn;

/** An activation that is normalised and not yet clamped, with or without a shortcut added. */
public final class Normalized extends Real {

  Normalized(Architecture.Builder builder, int position, TensorShape shape) {
    super(builder, position, shape);
  }

  /**
   * Adds a shortcut.
   *
   * @throws IllegalArgumentException if its shape is another
   */
  public Normalized plus(Real shortcut) {
    return builder().sum(this, shortcut);
  }

  /** Clamps to [-1, 1]. */
  public Real hardTanh() {
    return builder().real(new HardTanh(shape()), this);
  }
}
