package org.recu.lowering;

/** What the convolutions of a tower that learns compute with. All else is float32 in both. */
public enum Arithmetic {
  /** 32-bit floating point. */
  FLOAT32,
  /**
   * Mixed precision: the operands, results and gradients of convolutions are rounded to bfloat16,
   * which has the range of float32, so that the loss needs no scaling, and 8 bits of precision.
   * Signs are exact in it, sums of signs up to 256. On the CPU the batch normalisation that follows
   * takes the result, and a gradient, as rounded so, and computes in float32 with them. Latent
   * weights, statistics and updates stay in float32, and so does evaluation.
   */
  MIXED
}
