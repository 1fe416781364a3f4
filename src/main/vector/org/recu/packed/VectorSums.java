package org.recu.packed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns differences into sums: {@code places - 2 differences}.
 *
 * @param filters output channels
 * @param stride numbers of a pixel among the differences: the filters, or a few more
 */
record VectorSums(int filters, int stride) {

  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  /**
   * Converts them.
   *
   * @param differences (count, stride)
   * @param places (count): how many signs of each pixel's window are not zero
   * @param count how many pixels
   * @param sums out: (count, filters)
   */
  void sum(int[] differences, int[] places, int count, float[] sums) {
    if (filters != stride) {
      sumOne(differences, places, count, sums);
      return;
    }
    for (int pixel = 0; pixel < count; pixel++) {
      IntVector all = IntVector.broadcast(SPECIES, places[pixel]);
      for (int i = pixel * filters; i < (pixel + 1) * filters; i += LENGTH) {
        IntVector different = IntVector.fromArray(SPECIES, differences, i);
        FloatVector sum =
            (FloatVector)
                all.sub(different).sub(different).convertShape(VectorOperators.I2F, FLOATS, 0);
        sum.intoArray(sums, i);
      }
    }
  }

  /** The same where the filters do not fill their vectors. */
  private void sumOne(int[] differences, int[] places, int count, float[] sums) {
    for (int pixel = 0; pixel < count; pixel++) {
      for (int i = 0; i < filters; i++) {
        sums[pixel * filters + i] = places[pixel] - 2 * differences[pixel * stride + i];
      }
    }
  }
}
