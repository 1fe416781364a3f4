package org.recu.packed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Counts differences for four pixels and up to four vectors of output channels at a time, so that a
 * word of weights that has been loaded serves four pixels, and a word of signs four vectors.
 */
final class VectorDifferences implements Kernel.Differences {

  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  /** A constant, so that the compiler knows the instruction. */
  private static final VectorOperators.Unary BIT_COUNT = VectorKernels.bitCount().orElseThrow();

  /** Pixels that are taken together. */
  private static final int PIXELS = 4;

  /** Rows of the kernel. */
  private final int rows;

  /** Words that a row of the kernel covers. */
  private final int words;

  /** Words from a row of the input to the next. */
  private final int rowWords;

  private final int filters;

  /** Vectors of output channels. */
  private final int vectors;

  /** For each group of vectors: (kernel words, output channels of the group). */
  private final int[] weights;

  VectorDifferences(BinaryWeights binary) {
    SignLayout layout = binary.layout();
    rows = layout.form().kernel();
    words = layout.kernelRowWords();
    rowWords = layout.rowWords();
    filters = binary.filters();
    vectors = VectorKernel.vectors(filters);
    weights = new int[vectors * LENGTH * rows * words];
    int at = 0;
    for (int first = 0; first < vectors; first += VectorKernel.together(vectors - first)) {
      int width = VectorKernel.together(vectors - first) * LENGTH;
      for (int word = 0; word < rows * words; word++) {
        for (int i = 0; i < width; i++, at++) {
          int filter = first * LENGTH + i;
          weights[at] = filter < binary.filters() ? binary.word(filter, word) : 0;
        }
      }
    }
  }

  @Override
  public int stride() {
    return vectors * LENGTH;
  }

  @Override
  public void sum(int[] differences, int[] places, int count, float[] sums) {
    if (filters != stride()) {
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
        sums[pixel * filters + i] = places[pixel] - 2 * differences[pixel * stride() + i];
      }
    }
  }

  @Override
  public void count(
      SignPlane signs, int[] windows, int from, int count, Scratch scratch, int[] differences) {
    int weight = 0;
    for (int first = 0; first < vectors; ) {
      int together = VectorKernel.together(vectors - first);
      for (int pixel = 0; pixel < count; pixel += PIXELS) {
        // At the end, the last pixel is computed again in place of those that there are not.
        int second = Math.min(pixel + 1, count - 1);
        int third = Math.min(pixel + 2, count - 1);
        int fourth = Math.min(pixel + 3, count - 1);
        int p = windows[from + pixel];
        int q = windows[from + second];
        int r = windows[from + third];
        int s = windows[from + fourth];
        int a = pixel * stride() + first * LENGTH;
        int b = second * stride() + first * LENGTH;
        int c = third * stride() + first * LENGTH;
        int d = fourth * stride() + first * LENGTH;
        switch (together) {
          case 4 -> four(signs, p, q, r, s, weight, differences, a, b, c, d);
          case 2 -> two(signs, p, q, r, s, weight, differences, a, b, c, d);
          default -> one(signs, p, q, r, s, weight, differences, a, b, c, d);
        }
      }
      weight += rows * words * together * LENGTH;
      first += together;
    }
  }

  /** Four pixels and four vectors of output channels: sixteen sums in registers. */
  private void four(
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
    for (int row = 0; row < rows; row++) {
      int offset = row * rowWords;
      for (int end = offset + words; offset < end; offset++) {
        IntVector w0 = IntVector.fromArray(SPECIES, weights, w);
        IntVector w1 = IntVector.fromArray(SPECIES, weights, w + LENGTH);
        IntVector w2 = IntVector.fromArray(SPECIES, weights, w + 2 * LENGTH);
        IntVector w3 = IntVector.fromArray(SPECIES, weights, w + 3 * LENGTH);
        IntVector sign = IntVector.broadcast(SPECIES, negative[p + offset]);
        IntVector mask = IntVector.broadcast(SPECIES, nonzero[p + offset]);
        p0 =
            p0.add(
                sign.lanewise(VectorOperators.XOR, w0)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        p1 =
            p1.add(
                sign.lanewise(VectorOperators.XOR, w1)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        p2 =
            p2.add(
                sign.lanewise(VectorOperators.XOR, w2)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        p3 =
            p3.add(
                sign.lanewise(VectorOperators.XOR, w3)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        sign = IntVector.broadcast(SPECIES, negative[q + offset]);
        mask = IntVector.broadcast(SPECIES, nonzero[q + offset]);
        q0 =
            q0.add(
                sign.lanewise(VectorOperators.XOR, w0)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        q1 =
            q1.add(
                sign.lanewise(VectorOperators.XOR, w1)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        q2 =
            q2.add(
                sign.lanewise(VectorOperators.XOR, w2)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        q3 =
            q3.add(
                sign.lanewise(VectorOperators.XOR, w3)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        sign = IntVector.broadcast(SPECIES, negative[r + offset]);
        mask = IntVector.broadcast(SPECIES, nonzero[r + offset]);
        r0 =
            r0.add(
                sign.lanewise(VectorOperators.XOR, w0)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        r1 =
            r1.add(
                sign.lanewise(VectorOperators.XOR, w1)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        r2 =
            r2.add(
                sign.lanewise(VectorOperators.XOR, w2)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        r3 =
            r3.add(
                sign.lanewise(VectorOperators.XOR, w3)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        sign = IntVector.broadcast(SPECIES, negative[s + offset]);
        mask = IntVector.broadcast(SPECIES, nonzero[s + offset]);
        s0 =
            s0.add(
                sign.lanewise(VectorOperators.XOR, w0)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        s1 =
            s1.add(
                sign.lanewise(VectorOperators.XOR, w1)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        s2 =
            s2.add(
                sign.lanewise(VectorOperators.XOR, w2)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        s3 =
            s3.add(
                sign.lanewise(VectorOperators.XOR, w3)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
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

  /** Four pixels and two vectors. */
  private void two(
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
    for (int row = 0; row < rows; row++) {
      int offset = row * rowWords;
      for (int end = offset + words; offset < end; offset++) {
        IntVector w0 = IntVector.fromArray(SPECIES, weights, w);
        IntVector w1 = IntVector.fromArray(SPECIES, weights, w + LENGTH);
        IntVector sign = IntVector.broadcast(SPECIES, negative[p + offset]);
        IntVector mask = IntVector.broadcast(SPECIES, nonzero[p + offset]);
        p0 =
            p0.add(
                sign.lanewise(VectorOperators.XOR, w0)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        p1 =
            p1.add(
                sign.lanewise(VectorOperators.XOR, w1)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        sign = IntVector.broadcast(SPECIES, negative[q + offset]);
        mask = IntVector.broadcast(SPECIES, nonzero[q + offset]);
        q0 =
            q0.add(
                sign.lanewise(VectorOperators.XOR, w0)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        q1 =
            q1.add(
                sign.lanewise(VectorOperators.XOR, w1)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        sign = IntVector.broadcast(SPECIES, negative[r + offset]);
        mask = IntVector.broadcast(SPECIES, nonzero[r + offset]);
        r0 =
            r0.add(
                sign.lanewise(VectorOperators.XOR, w0)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        r1 =
            r1.add(
                sign.lanewise(VectorOperators.XOR, w1)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        sign = IntVector.broadcast(SPECIES, negative[s + offset]);
        mask = IntVector.broadcast(SPECIES, nonzero[s + offset]);
        s0 =
            s0.add(
                sign.lanewise(VectorOperators.XOR, w0)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        s1 =
            s1.add(
                sign.lanewise(VectorOperators.XOR, w1)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
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

  /** Four pixels and one vector. */
  private void one(
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
    IntVector q0 = zero;
    IntVector r0 = zero;
    IntVector s0 = zero;
    int w = weight;
    for (int row = 0; row < rows; row++) {
      int offset = row * rowWords;
      for (int end = offset + words; offset < end; offset++) {
        IntVector w0 = IntVector.fromArray(SPECIES, weights, w);
        IntVector sign = IntVector.broadcast(SPECIES, negative[p + offset]);
        IntVector mask = IntVector.broadcast(SPECIES, nonzero[p + offset]);
        p0 =
            p0.add(
                sign.lanewise(VectorOperators.XOR, w0)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        sign = IntVector.broadcast(SPECIES, negative[q + offset]);
        mask = IntVector.broadcast(SPECIES, nonzero[q + offset]);
        q0 =
            q0.add(
                sign.lanewise(VectorOperators.XOR, w0)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        sign = IntVector.broadcast(SPECIES, negative[r + offset]);
        mask = IntVector.broadcast(SPECIES, nonzero[r + offset]);
        r0 =
            r0.add(
                sign.lanewise(VectorOperators.XOR, w0)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        sign = IntVector.broadcast(SPECIES, negative[s + offset]);
        mask = IntVector.broadcast(SPECIES, nonzero[s + offset]);
        s0 =
            s0.add(
                sign.lanewise(VectorOperators.XOR, w0)
                    .lanewise(VectorOperators.AND, mask)
                    .lanewise(BIT_COUNT));
        w += LENGTH;
      }
    }
    p0.intoArray(out, a);
    q0.intoArray(out, b);
    r0.intoArray(out, c);
    s0.intoArray(out, d);
  }
}
