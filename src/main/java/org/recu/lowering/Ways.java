package org.recu.lowering;

import org.recu.nn.ConvolutionShape;

/** Which way each binary layer of a training tower takes to its sums. */
@FunctionalInterface
public interface Ways {

  /** The way of the layers of a shape. One that cannot take it takes the convolution. */
  SumsBy of(ConvolutionShape shape);

  /** The same way for every layer. */
  static Ways always(SumsBy way) {
    return shape -> way;
  }

  /**
   * The way that the system property {@value SumsBy#PROPERTY} names, for every layer, or counting:
   * for graphs that are not worth a trial.
   *
   * @throws IllegalArgumentException if the property names none
   */
  static Ways untried() {
    return always(SumsBy.forced().orElse(SumsBy.COUNT));
  }
}
