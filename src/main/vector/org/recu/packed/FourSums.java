package org.recu.packed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds up products for four pixels and a vector of output channels, four sums in registers;
 * unrolled by hand as {@link SixteenCounts}.
 */
final class FourSums {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  private final Window window;

  /** For each group of vectors: (numbers of the kernel, output channels of the group). */
  private final float[] weights;

  FourSums(Window window, float[] weights) {
    this.window = window;
    this.weights = weights;
  }

  /**
   * Adds up products.
   *
   * @param image the input with its padding
   * @param p where the first pixel's window begins; {@code q}, {@code r} and {@code s} of the
   *     others
   * @param weight the first of the weights
   * @param out out: the sums
   * @param a the place of the first pixel's; {@code b}, {@code c} and {@code d} of the others'
   */
  void sum(
      float[] image,
      int p,
      int q,
      int r,
      int s,
      int weight,
      float[] out,
      int a,
      int b,
      int c,
      int d) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector p0 = zero;
    FloatVector q0 = zero;
    FloatVector r0 = zero;
    FloatVector s0 = zero;
    int w = weight;
    for (int row = 0; row < window.rows(); row++) {
      int offset = row * window.step();
      for (int end = offset + window.row(); offset < end; offset++) {
        FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
        FloatVector value = FloatVector.broadcast(SPECIES, image[p + offset]);
        p0 = value.fma(w0, p0);
        value = FloatVector.broadcast(SPECIES, image[q + offset]);
        q0 = value.fma(w0, q0);
        value = FloatVector.broadcast(SPECIES, image[r + offset]);
        r0 = value.fma(w0, r0);
        value = FloatVector.broadcast(SPECIES, image[s + offset]);
        s0 = value.fma(w0, s0);
        w += LENGTH;
      }
    }
    p0.intoArray(out, a);
    q0.intoArray(out, b);
    r0.intoArray(out, c);
    s0.intoArray(out, d);
  }
}
