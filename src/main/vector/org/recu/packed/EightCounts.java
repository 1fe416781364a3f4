package org.recu.packed;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Counts differences of four pixels and two vectors of output channels, eight counts in registers.
 */
final class EightCounts {

  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  /** A constant, so that the compiler knows the instruction. */
  private static final VectorOperators.Unary BIT_COUNT = VectorKernels.bitCount().orElseThrow();

  private final Window window;

  /** For each group of vectors: (kernel words, output channels of the group). */
  private final int[] weights;

  EightCounts(Window window, int[] weights) {
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
    IntVector q0 = zero;
    IntVector q1 = zero;
    IntVector r0 = zero;
    IntVector r1 = zero;
    IntVector s0 = zero;
    IntVector s1 = zero;
    int w = weight;
    for (int row = 0; row < window.rows(); row++) {
      int offset = row * window.step();
      for (int end = offset + window.row(); offset < end; offset++) {
        IntVector w0 = IntVector.fromArray(SPECIES, weights, w);
        IntVector w1 = IntVector.fromArray(SPECIES, weights, w + LENGTH);
        IntVector sign = IntVector.broadcast(SPECIES, negative[p + offset]);
        IntVector mask = IntVector.broadcast(SPECIES, nonzero[p + offset]);
        p0 = p0.add(sign.lanewise(XOR, w0).lanewise(AND, mask).lanewise(BIT_COUNT));
        p1 = p1.add(sign.lanewise(XOR, w1).lanewise(AND, mask).lanewise(BIT_COUNT));
        sign = IntVector.broadcast(SPECIES, negative[q + offset]);
        mask = IntVector.broadcast(SPECIES, nonzero[q + offset]);
        q0 = q0.add(sign.lanewise(XOR, w0).lanewise(AND, mask).lanewise(BIT_COUNT));
        q1 = q1.add(sign.lanewise(XOR, w1).lanewise(AND, mask).lanewise(BIT_COUNT));
        sign = IntVector.broadcast(SPECIES, negative[r + offset]);
        mask = IntVector.broadcast(SPECIES, nonzero[r + offset]);
        r0 = r0.add(sign.lanewise(XOR, w0).lanewise(AND, mask).lanewise(BIT_COUNT));
        r1 = r1.add(sign.lanewise(XOR, w1).lanewise(AND, mask).lanewise(BIT_COUNT));
        sign = IntVector.broadcast(SPECIES, negative[s + offset]);
        mask = IntVector.broadcast(SPECIES, nonzero[s + offset]);
        s0 = s0.add(sign.lanewise(XOR, w0).lanewise(AND, mask).lanewise(BIT_COUNT));
        s1 = s1.add(sign.lanewise(XOR, w1).lanewise(AND, mask).lanewise(BIT_COUNT));
        w += 2 * LENGTH;
      }
    }
    p0.intoArray(out, a);
    p1.intoArray(out, a + LENGTH);
    q0.intoArray(out, b);
    q1.intoArray(out, b + LENGTH);
    r0.intoArray(out, c);
    r1.intoArray(out, c + LENGTH);
    s0.intoArray(out, d);
    s1.intoArray(out, d + LENGTH);
  }
}
