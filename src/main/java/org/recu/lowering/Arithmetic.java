package org.recu.lowering;

/** The number format of the convolutions in training. Everything else is float32 in both. */
public enum Arithmetic {
  /** 32-bit floating point. */
  FLOAT32,
  /**
   * Mixed precision: operands, results and gradients of convolutions are rounded to bfloat16. It
   * has the range of float32, so that the loss needs no scaling, and 8 bits of precision: signs are
   * exact, and so are sums of signs up to 256. On the CPU, the batch normalisation that follows
   * reads the results and writes their gradients in bfloat16, and computes in float32. Latent
   * weights, statistics, updates and evaluation stay in float32.
   */
  MIXED
}
