package org.recu.lowering;

/** The number format of the convolutions in training. Everything else is float32 in both. */
public enum Arithmetic {
  /** 32-bit floating point. */
  FLOAT32,
  /**
   * Mixed precision: operands, results and gradients of convolutions are rounded to bfloat16. It
   * has the range of float32, so that the loss needs no scaling, and 8 bits of precision: signs are
   * exact. On the CPU the sums of a convolution of signs with signs are those of float32, and the
   * batch normalisation that follows a convolution computes in float32 and writes its gradient in
   * bfloat16. Latent weights, statistics, updates and evaluation stay in float32.
   */
  MIXED
}
