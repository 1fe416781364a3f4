package org.recu.packed;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Counts differences of four pixels and four vectors of output channels, sixteen counts in
 * registers. Unrolled by hand, as for fewer vectors: the compiler keeps no array of vectors in
 * registers, and with the inner expression in a method of its own it stops inlining, which makes it
 * thirty times slower.
 */
final class SixteenCounts {

  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  /** A constant, so that the compiler knows the instruction. */
  private static final VectorOperators.Unary BIT_COUNT = VectorKernels.bitCount().orElseThrow();

  private final Window window;

  /** For each group of vectors: (kernel words, output channels of the group). */
  private final int[] weights;

  SixteenCounts(Window window, int[] weights) {
    this.window = window;
    this.weights = weights;
  }

  /**
   * Counts differences.
   *
   * @param signs of the input
   * @param p the word at which the first pixel's window begins; {@code q}, {@code r} and {@code s}
   *     of the others
   * @param weight the first of the weights
   * @param out out: the counts
   * @param a the place of the first pixel's; {@code b}, {@code c} and {@code d} of the others'
   */
  void count(
      SignPlane signs,
      int p,
      int q,
      int r,
      int s,
      int weight,
      int[] out,
      int a,
      int b,
      int c,
      int d) {
    // One constant for all: the compiler gives up inlining in a method with too many vectors.
    IntVector zero = IntVector.zero(SPECIES);
    int[] negative = signs.negative;
    int[] nonzero = signs.nonzero;
    IntVector p0 = zero;
    IntVector p1 = zero;
    IntVector p2 = zero;
    IntVector p3 = zero;
    IntVector q0 = zero;
    IntVector q1 = zero;
    IntVector q2 = zero;
    IntVector q3 = zero;
    IntVector r0 = zero;
    IntVector r1 = zero;
    IntVector r2 = zero;
    IntVector r3 = zero;
    IntVector s0 = zero;
    IntVector s1 = zero;
    IntVector s2 = zero;
    IntVector s3 = zero;
    int w = weight;
    for (int row = 0; row < window.rows(); row++) {
      int offset = row * window.step();
      for (int end = offset + window.row(); offset < end; offset++) {
        IntVector w0 = IntVector.fromArray(SPECIES, weights, w);
        IntVector w1 = IntVector.fromArray(SPECIES, weights, w + LENGTH);
        IntVector w2 = IntVector.fromArray(SPECIES, weights, w + 2 * LENGTH);
        IntVector w3 = IntVector.fromArray(SPECIES, weights, w + 3 * LENGTH);
        IntVector sign = IntVector.broadcast(SPECIES, negative[p + offset]);
        IntVector mask = IntVector.broadcast(SPECIES, nonzero[p + offset]);
        p0 = p0.add(sign.lanewise(XOR, w0).lanewise(AND, mask).lanewise(BIT_COUNT));
        p1 = p1.add(sign.lanewise(XOR, w1).lanewise(AND, mask).lanewise(BIT_COUNT));
        p2 = p2.add(sign.lanewise(XOR, w2).lanewise(AND, mask).lanewise(BIT_COUNT));
        p3 = p3.add(sign.lanewise(XOR, w3).lanewise(AND, mask).lanewise(BIT_COUNT));
        sign = IntVector.broadcast(SPECIES, negative[q + offset]);
        mask = IntVector.broadcast(SPECIES, nonzero[q + offset]);
        q0 = q0.add(sign.lanewise(XOR, w0).lanewise(AND, mask).lanewise(BIT_COUNT));
        q1 = q1.add(sign.lanewise(XOR, w1).lanewise(AND, mask).lanewise(BIT_COUNT));
        q2 = q2.add(sign.lanewise(XOR, w2).lanewise(AND, mask).lanewise(BIT_COUNT));
        q3 = q3.add(sign.lanewise(XOR, w3).lanewise(AND, mask).lanewise(BIT_COUNT));
        sign = IntVector.broadcast(SPECIES, negative[r + offset]);
        mask = IntVector.broadcast(SPECIES, nonzero[r + offset]);
        r0 = r0.add(sign.lanewise(XOR, w0).lanewise(AND, mask).lanewise(BIT_COUNT));
        r1 = r1.add(sign.lanewise(XOR, w1).lanewise(AND, mask).lanewise(BIT_COUNT));
        r2 = r2.add(sign.lanewise(XOR, w2).lanewise(AND, mask).lanewise(BIT_COUNT));
        r3 = r3.add(sign.lanewise(XOR, w3).lanewise(AND, mask).lanewise(BIT_COUNT));
        sign = IntVector.broadcast(SPECIES, negative[s + offset]);
        mask = IntVector.broadcast(SPECIES, nonzero[s + offset]);
        s0 = s0.add(sign.lanewise(XOR, w0).lanewise(AND, mask).lanewise(BIT_COUNT));
        s1 = s1.add(sign.lanewise(XOR, w1).lanewise(AND, mask).lanewise(BIT_COUNT));
        s2 = s2.add(sign.lanewise(XOR, w2).lanewise(AND, mask).lanewise(BIT_COUNT));
        s3 = s3.add(sign.lanewise(XOR, w3).lanewise(AND, mask).lanewise(BIT_COUNT));
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
