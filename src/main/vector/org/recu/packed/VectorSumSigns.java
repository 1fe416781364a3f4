package org.recu.packed;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Compares a vector of sums with their thresholds at a time.
 *
 * @param thresholds of channels that fill vectors
 */
record VectorSumSigns(Thresholds thresholds) implements Kernel.SumSigns {

  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  @Override
  public int pack(int[] differences, int from, int places, int[] negative, int[] nonzero, int to) {
    int channels = thresholds.turned().length;
    IntVector all = IntVector.broadcast(SPECIES, places);
    int count = 0;
    for (int first = 0; first < channels; first += SignLayout.BITS) {
      int negatives = 0;
      int nonzeros = 0;
      int bits = Math.min(SignLayout.BITS, channels - first);
      for (int bit = 0; bit < bits; bit += LENGTH) {
        int at = first + bit;
        IntVector different = IntVector.fromArray(SPECIES, differences, from + at);
        IntVector turned = IntVector.fromArray(SPECIES, thresholds.turned(), at);
        IntVector sum =
            all.sub(different).sub(different).lanewise(VectorOperators.XOR, turned).sub(turned);
        int below =
            (int)
                sum.compare(
                        VectorOperators.LE, IntVector.fromArray(SPECIES, thresholds.negative(), at))
                    .toLong();
        int above =
            (int)
                sum.compare(
                        VectorOperators.GE, IntVector.fromArray(SPECIES, thresholds.positive(), at))
                    .toLong();
        negatives |= below << bit;
        nonzeros |= (below | above) << bit;
      }
      count += Integer.bitCount(nonzeros);
      negative[to + first / SignLayout.BITS] = negatives;
      nonzero[to + first / SignLayout.BITS] = nonzeros;
    }
    return count;
  }
}
