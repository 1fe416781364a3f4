package org.recu.nn;

/** What a network's number is: its layout, and whether training changes it by a gradient. */
public enum ParameterKind {
  /** (kernel height, kernel width, in, out); in PyTorch (out, in, kernel height, kernel width). */
  CONVOLUTION_WEIGHT,
  /** (in, out); in PyTorch (out, in). */
  LINEAR_WEIGHT,
  /** (n); in PyTorch (n), or (n, 1, 1) for alpha and (1, n, 1, 1) for a shift. */
  VECTOR,
  /** (n): a batch normalisation's running mean or variance, moved by batches, not by gradients. */
  RUNNING_STATISTIC;

  /** Whether the optimizer updates it. */
  public boolean trainable() {
    return this != RUNNING_STATISTIC;
  }
}
