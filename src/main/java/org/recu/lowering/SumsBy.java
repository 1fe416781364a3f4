package org.recu.lowering;

import org.recu.graph.Processor;

/** How training on the CPU sums products of signs. Every way gives the same numbers. */
enum SumsBy {
  /** By the convolution in float32. */
  FLOAT32,
  /** By convolutions in bfloat16 that are small enough to be exact: {@link WholeSums}. */
  PARTS,
  /** By counting bits: {@link OneBitSums}. */
  BITS;

  /** The fastest way on a processor. */
  static SumsBy fastest(Processor processor) {
    if (processor.vectorPopulationCount()) {
      return BITS;
    }
    return processor.bfloat16Tiles() ? PARTS : FLOAT32;
  }
}
