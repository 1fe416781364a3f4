package org.recu.packed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Adds up products for four pixels and up to four vectors of output channels at a time. */
final class VectorProducts implements Kernel.Products {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  /** The most vectors that are taken together. */
  private static final int TOGETHER = 4;

  /** Pixels that are taken together. */
  private static final int PIXELS = 4;

  /** Numbers that the kernel covers. */
  private final int taps;

  private final int filters;
  private final SixteenSums sixteen;
  private final EightSums eight;
  private final FourSums four;

  /**
   * A convolution.
   *
   * @param real whose output channels fill vectors
   */
  VectorProducts(RealWeights real) {
    taps = real.form().kernel() * real.kernelRow();
    filters = real.form().filters();
    Window window = new Window(real.form().kernel(), real.kernelRow(), real.row());
    float[] weights = weights(real);
    sixteen = new SixteenSums(window, weights);
    eight = new EightSums(window, weights);
    four = new FourSums(window, weights);
  }

  /** For each group of vectors: (taps, output channels of the group). */
  private float[] weights(RealWeights real) {
    float[] weights = new float[real.values().length];
    int at = 0;
    for (int first = 0; first < filters; ) {
      int width = width(first);
      for (int tap = 0; tap < taps; tap++) {
        System.arraycopy(real.values(), tap * filters + first, weights, at, width);
        at += width;
      }
      first += width;
    }
    return weights;
  }

  /** Output channels of the group that begins with one. */
  private int width(int first) {
    return VectorKernel.together((filters - first) / LENGTH, TOGETHER) * LENGTH;
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
          case 4 -> sixteen.sum(image, p, q, r, s, weight, sums, a, b, c, d);
          case 2 -> eight.sum(image, p, q, r, s, weight, sums, a, b, c, d);
          default -> four.sum(image, p, q, r, s, weight, sums, a, b, c, d);
        }
      }
      weight += taps * width;
      first += width;
    }
  }
}
