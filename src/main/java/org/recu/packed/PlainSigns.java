package org.recu.packed;

/**
 * Packs signs one number after the other.
 *
 * @param channels of a pixel
 */
record PlainSigns(int channels) implements Kernel.Signs {
  @Override
  public int pack(float[] x, int from, int[] negative, int[] nonzero, int to) {
    int count = 0;
    for (int first = 0; first < channels; first += SignLayout.BITS) {
      int bits = Math.min(SignLayout.BITS, channels - first);
      int negatives = 0;
      int nonzeros = 0;
      for (int bit = 0; bit < bits; bit++) {
        int raw = Float.floatToRawIntBits(x[from + first + bit]);
        int magnitude = raw << 1;
        negatives |= raw >>> 31 << bit;
        nonzeros |= (magnitude | -magnitude) >>> 31 << bit;
      }
      count += Integer.bitCount(nonzeros);
      negative[to + first / SignLayout.BITS] = negatives;
      nonzero[to + first / SignLayout.BITS] = nonzeros;
    }
    return count;
  }
}
