package org.recu.packed;

/** Packs the signs of sums one number after the other. */
record PlainSumSigns(Thresholds thresholds) implements Kernel.SumSigns {
  @Override
  public int pack(int[] differences, int from, int places, int[] negative, int[] nonzero, int to) {
    int channels = thresholds.turned().length;
    int count = 0;
    for (int first = 0; first < channels; first += SignLayout.BITS) {
      int bits = Math.min(SignLayout.BITS, channels - first);
      int negatives = 0;
      int nonzeros = 0;
      for (int bit = 0; bit < bits; bit++) {
        int turned = thresholds.turned()[first + bit];
        int sum = places - 2 * differences[from + first + bit];
        int s = (sum ^ turned) - turned;
        int isNegative = s <= thresholds.negative()[first + bit] ? 1 : 0;
        int isPositive = s >= thresholds.positive()[first + bit] ? 1 : 0;
        negatives |= isNegative << bit;
        nonzeros |= (isNegative | isPositive) << bit;
      }
      count += Integer.bitCount(nonzeros);
      negative[to + first / SignLayout.BITS] = negatives;
      nonzero[to + first / SignLayout.BITS] = nonzeros;
    }
    return count;
  }
}
