package org.recu.nn;

/** A parameter's layout, and whether training updates it by a gradient. */
public enum ParameterKind {
  /** (kernel height, kernel width, in, out); in PyTorch (out, in, kernel height, kernel width). */
  CONVOLUTION_WEIGHT,
  /** (in, out); in PyTorch (out, in). */
  LINEAR_WEIGHT,
  /** (n): the scale of a binary convolution's output channels; in PyTorch (n, 1, 1). */
  ALPHA,
  /** (n): a number added to each channel; in PyTorch (1, n, 1, 1). */
  SHIFT,
  /** (n); in PyTorch the same. */
  VECTOR,
  /** (n): a batch normalisation's running mean or variance, updated by batches, not gradients. */
  RUNNING_STATISTIC;

  /** Whether the optimizer updates it. */
  public boolean trainable() {
    return this != RUNNING_STATISTIC;
  }
}
