package org.recu.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The signs of one binary layer's weights, one bit each. A sign of 0, which only a weight equal to
 * its channel's mean has, counts as -1. Immutable.
 */
final class LayerSigns {

  /** A bit is set if the sign is +1. */
  private final BitSet positive;

  private final int weights;

  private LayerSigns(BitSet positive, int weights) {
    this.positive = positive;
    this.weights = weights;
  }

  /**
   * Wraps the signs that a graph returns.
   *
   * @param positive one byte per weight: 1 if the sign is +1, else 0
   */
  static LayerSigns of(byte[] positive) {
    ByteBuffer eights = ByteBuffer.wrap(padded(positive)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] packed = new byte[packedSize(positive.length)];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = packed(eights.getLong());
    }
    return ofPacked(packed, positive.length);
  }

  private static byte[] padded(byte[] positive) {
    int length = packedSize(positive.length) * Byte.SIZE;
    return length == positive.length ? positive : Arrays.copyOf(positive, length);
  }

  /** The lowest bit of each byte: the product adds them up in the highest byte, none twice. */
  private static byte packed(long eight) {
    return (byte) (((eight & 0x0101010101010101L) * 0x0102040810204080L) >>> 56);
  }

  /** Reads the signs that {@link #packed} returned. */
  static LayerSigns ofPacked(byte[] packed, int weights) {
    return new LayerSigns(BitSet.valueOf(packed), weights);
  }

  /** Packs the signs, eight weights to a byte, the first in the lowest bit. */
  byte[] packed() {
    return Arrays.copyOf(positive.toByteArray(), packedSize(weights));
  }

  /** Number of bytes that the packed signs of this many weights take. */
  static int packedSize(int weights) {
    return (weights + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** Share of the weights whose sign differs from the earlier one, from 0 to 1. */
  double flippedSince(LayerSigns earlier) {
    BitSet changed = (BitSet) positive.clone();
    changed.xor(earlier.positive);
    return (double) changed.cardinality() / weights;
  }

  /** Entropy in bits of the sign of a randomly drawn weight: 0 if all are equal, at most 1. */
  double entropy() {
    double share = (double) positive.cardinality() / weights;
    return share == 0 || share == 1 ? 0 : information(share) + information(1 - share);
  }

  private static double information(double share) {
    return -share * Math.log(share) / Math.log(2);
  }
}
