package org.recu.train;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The signs of one binary layer's weights, one bit each. A sign of 0, which only a weight that
 * equals its channel's mean has, counts as -1. Not changed once made.
 */
final class LayerSigns {

  /** Set where the sign is +1. */
  private final BitSet positive;

  private final int weights;

  private LayerSigns(BitSet positive, int weights) {
    this.positive = positive;
    this.weights = weights;
  }

  /**
   * The signs as a graph gives them.
   *
   * @param positive a byte a weight, 0 where the sign is not +1
   */
  static LayerSigns of(byte[] positive) {
    BitSet bits = new BitSet(positive.length);
    for (int i = 0; i < positive.length; i++) {
      if (positive[i] != 0) {
        bits.set(i);
      }
    }
    return new LayerSigns(bits, positive.length);
  }

  /** The signs that {@link #packed} gave. */
  static LayerSigns ofPacked(byte[] packed, int weights) {
    return new LayerSigns(BitSet.valueOf(packed), weights);
  }

  /** Eight weights a byte, the first in the lowest bit. */
  byte[] packed() {
    return Arrays.copyOf(positive.toByteArray(), packedSize(weights));
  }

  /** Bytes that the signs of a number of weights take. */
  static int packedSize(int weights) {
    return (weights + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** Share of the weights whose sign is another than it was, from 0 to 1. */
  double flippedSince(LayerSigns earlier) {
    BitSet changed = (BitSet) positive.clone();
    changed.xor(earlier.positive);
    return (double) changed.cardinality() / weights;
  }

  /** Entropy in bits of a sign drawn from the layer: 0 where all are equal, at most 1. */
  double entropy() {
    double share = (double) positive.cardinality() / weights;
    return share == 0 || share == 1 ? 0 : information(share) + information(1 - share);
  }

  private static double information(double share) {
    return -share * Math.log(share) / Math.log(2);
  }
}
