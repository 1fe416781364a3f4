package org.recu.binarize;

/**
 * The methods of binarization that a network can be trained with ({@code --binarizer}). They differ
 * in their gradients only: weights and activations have the same signs with each, so a trained
 * network is evaluated and exported without knowing the method.
 */
public enum BinarizationMethod {
  /** {@link Recu}. */
  RECU,

  /** {@link PlainSign}: the same without the rectified clamp unit. */
  SIGN;

  /** Adds the method's ops to graphs. */
  public Binarizer binarizer() {
    return switch (this) {
      case RECU -> new Recu();
      case SIGN -> new PlainSign();
    };
  }
}
