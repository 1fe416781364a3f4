package org.recu.packed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Compares a vector of numbers with 0 at a time.
 *
 * @param channels of a pixel, a multiple of the length of a vector
 */
record VectorSigns(int channels) implements Kernel.Signs {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  @Override
  public int pack(float[] x, int from, int[] negative, int[] nonzero, int to) {
    int count = 0;
    for (int first = 0; first < channels; first += SignLayout.BITS) {
      int negatives = 0;
      int nonzeros = 0;
      int bits = Math.min(SignLayout.BITS, channels - first);
      for (int bit = 0; bit < bits; bit += LENGTH) {
        FloatVector numbers = FloatVector.fromArray(SPECIES, x, from + first + bit);
        negatives |= (int) numbers.compare(VectorOperators.LT, 0).toLong() << bit;
        nonzeros |= (int) numbers.compare(VectorOperators.NE, 0).toLong() << bit;
      }
      count += Integer.bitCount(nonzeros);
      negative[to + first / SignLayout.BITS] = negatives;
      nonzero[to + first / SignLayout.BITS] = nonzeros;
    }
    return count;
  }
}
