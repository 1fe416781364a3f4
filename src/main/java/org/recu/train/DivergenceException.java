package org.recu.train;

/** Training has come to a loss that is not a finite number: there is nothing to go on with. */
public final class DivergenceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says where, and from which checkpoint one could go on. */
  public DivergenceException(String message) {
    super(message);
  }
}
