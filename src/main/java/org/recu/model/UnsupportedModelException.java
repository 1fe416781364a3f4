package org.recu.model;

/** There is no such network, or none for such images; the message says which there are. */
public final class UnsupportedModelException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  UnsupportedModelException(String message) {
    super(message);
  }
}
