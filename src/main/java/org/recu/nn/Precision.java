package org.recu.nn;

/** Bits of the weights and the activations in the convolutions of a network's blocks. */
public enum Precision {
  /** Both 1: ReCU's binary convolution. */
  BINARY,
  /** Activations 1, weights 32: the first stage of two-stage training. */
  BINARY_ACTIVATIONS,
  /** Both 32, without alpha: the full-precision twin, for comparison and as a teacher. */
  REAL
}
