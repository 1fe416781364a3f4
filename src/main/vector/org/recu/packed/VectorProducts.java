package org.recu.packed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Adds up products for four pixels and up to four vectors of output channels at a time. */
final class VectorProducts implements Kernel.Products {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  /** Pixels that are taken together. */
  private static final int PIXELS = 4;

  /** Rows of the kernel. */
  private final int rows;

  /** Numbers that a row of the kernel covers. */
  private final int numbers;

  /** Numbers from a row of the padded input to the next. */
  private final int rowNumbers;

  private final int filters;

  /** For each group of vectors: (rows * numbers, output channels of the group). */
  private final float[] weights;

  /**
   * A convolution.
   *
   * @param real whose output channels fill vectors
   */
  VectorProducts(RealWeights real) {
    rows = real.form().kernel();
    numbers = real.kernelRow();
    rowNumbers = real.row();
    filters = real.form().filters();
    weights = new float[real.values().length];
    int at = 0;
    for (int first = 0; first < filters; ) {
      int width = width(first);
      for (int tap = 0; tap < rows * numbers; tap++) {
        System.arraycopy(real.values(), tap * filters + first, weights, at, width);
        at += width;
      }
      first += width;
    }
  }

  /** Output channels of the group that begins with one. */
  private int width(int first) {
    return VectorKernel.together((filters - first) / LENGTH) * LENGTH;
  }

  @Override
  public void sum(
      float[] image, int[] windows, int from, int count, Scratch scratch, float[] sums) {
    int weight = 0;
    for (int first = 0; first < filters; ) {
      int width = width(first);
      for (int pixel = 0; pixel < count; pixel += PIXELS) {
        // At the end, the last pixel is computed again in place of those that there are not.
        int second = Math.min(pixel + 1, count - 1);
        int third = Math.min(pixel + 2, count - 1);
        int fourth = Math.min(pixel + 3, count - 1);
        int p = windows[from + pixel];
        int q = windows[from + second];
        int r = windows[from + third];
        int s = windows[from + fourth];
        int a = pixel * filters + first;
        int b = second * filters + first;
        int c = third * filters + first;
        int d = fourth * filters + first;
        switch (width / LENGTH) {
          case 4 -> four(image, p, q, r, s, weight, sums, a, b, c, d);
          case 2 -> two(image, p, q, r, s, weight, sums, a, b, c, d);
          default -> one(image, p, q, r, s, weight, sums, a, b, c, d);
        }
      }
      weight += rows * numbers * width;
      first += width;
    }
  }

  /** Four pixels and four vectors of output channels: sixteen sums in registers. */
  private void four(
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
    for (int row = 0; row < rows; row++) {
      int offset = row * rowNumbers;
      for (int end = offset + numbers; offset < end; offset++) {
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

  /** Four pixels and two vectors. */
  private void two(
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
    FloatVector q0 = zero;
    FloatVector q1 = zero;
    FloatVector r0 = zero;
    FloatVector r1 = zero;
    FloatVector s0 = zero;
    FloatVector s1 = zero;
    int w = weight;
    for (int row = 0; row < rows; row++) {
      int offset = row * rowNumbers;
      for (int end = offset + numbers; offset < end; offset++) {
        FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
        FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LENGTH);
        FloatVector value = FloatVector.broadcast(SPECIES, image[p + offset]);
        p0 = value.fma(w0, p0);
        p1 = value.fma(w1, p1);
        value = FloatVector.broadcast(SPECIES, image[q + offset]);
        q0 = value.fma(w0, q0);
        q1 = value.fma(w1, q1);
        value = FloatVector.broadcast(SPECIES, image[r + offset]);
        r0 = value.fma(w0, r0);
        r1 = value.fma(w1, r1);
        value = FloatVector.broadcast(SPECIES, image[s + offset]);
        s0 = value.fma(w0, s0);
        s1 = value.fma(w1, s1);
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
    for (int row = 0; row < rows; row++) {
      int offset = row * rowNumbers;
      for (int end = offset + numbers; offset < end; offset++) {
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
