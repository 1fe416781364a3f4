package org.recu.train;

/** The loss is not a finite number: training cannot continue. */
public final class DivergenceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The message says where it happened, and which checkpoint is the last good one. */
  public DivergenceException(String message) {
    super(message);
  }
}
