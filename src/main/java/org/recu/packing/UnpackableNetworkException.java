package org.recu.packing;

/** A network, or a value of it, that a packed file cannot hold. */
final class UnpackableNetworkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnpackableNetworkException(String message) {
    super(message);
  }
}
