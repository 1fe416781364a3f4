package org.recu.graph;

/** Parameters whose binary weights are available as bits, too. */
public interface OneBitParameters extends Parameters {

  /**
   * Binary weights as bits.
   *
   * @param name under which {@link #derived} knows them
   */
  SignWords signWords(String name);
}
