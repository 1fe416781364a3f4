package org.recu.packed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds up products for four pixels and four vectors of output channels, sixteen sums in registers;
 * unrolled by hand as {@link SixteenCounts}.
 */
final class SixteenSums {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  private final Window window;

  /** For each group of vectors: (numbers of the kernel, output channels of the group). */
  private final float[] weights;

  SixteenSums(Window window, float[] weights) {
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
    FloatVector p1 = zero;
    FloatVector p2 = zero;
    FloatVector p3 = zero;
    FloatVector q0 = zero;
    FloatVector q1 = zero;
    FloatVector q2 = zero;
    FloatVector q3 = zero;
    FloatVector r0 = zero;
    FloatVector r1 = zero;
    FloatVector r2 = zero;
    FloatVector r3 = zero;
    FloatVector s0 = zero;
    FloatVector s1 = zero;
    FloatVector s2 = zero;
    FloatVector s3 = zero;
    int w = weight;
    for (int row = 0; row < window.rows(); row++) {
      int offset = row * window.step();
      for (int end = offset + window.row(); offset < end; offset++) {
        FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
        FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LENGTH);
        FloatVector w2 = FloatVector.fromArray(SPECIES, weights, w + 2 * LENGTH);
        FloatVector w3 = FloatVector.fromArray(SPECIES, weights, w + 3 * LENGTH);
        FloatVector value = FloatVector.broadcast(SPECIES, image[p + offset]);
        p0 = value.fma(w0, p0);
        p1 = value.fma(w1, p1);
        p2 = value.fma(w2, p2);
        p3 = value.fma(w3, p3);
        value = FloatVector.broadcast(SPECIES, image[q + offset]);
        q0 = value.fma(w0, q0);
        q1 = value.fma(w1, q1);
        q2 = value.fma(w2, q2);
        q3 = value.fma(w3, q3);
        value = FloatVector.broadcast(SPECIES, image[r + offset]);
        r0 = value.fma(w0, r0);
        r1 = value.fma(w1, r1);
        r2 = value.fma(w2, r2);
        r3 = value.fma(w3, r3);
        value = FloatVector.broadcast(SPECIES, image[s + offset]);
        s0 = value.fma(w0, s0);
        s1 = value.fma(w1, s1);
        s2 = value.fma(w2, s2);
        s3 = value.fma(w3, s3);
        w += 4 * LENGTH;
      }
    }
    p0.intoArray(out, a);
    p1.intoArray(out, a + LENGTH);
    p2.intoArray(out, a + 2 * LENGTH);
    p3.intoArray(out, a + 3 * LENGTH);
    q0.intoArray(out, b);
    q1.intoArray(out, b + LENGTH);
    q2.intoArray(out, b + 2 * LENGTH);
    q3.intoArray(out, b + 3 * LENGTH);
    r0.intoArray(out, c);
    r1.intoArray(out, c + LENGTH);
    r2.intoArray(out, c + 2 * LENGTH);
    r3.intoArray(out, c + 3 * LENGTH);
    s0.intoArray(out, d);
    s1.intoArray(out, d + LENGTH);
    s2.intoArray(out, d + 2 * LENGTH);
    s3.intoArray(out, d + 3 * LENGTH);
  }
}
