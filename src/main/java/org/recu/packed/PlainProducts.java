package org.recu.packed;

import java.util.Arrays;

/** Adds up products for a pixel and all output channels at a time. */
final class PlainProducts implements Kernel.Products {

  private final RealWeights weights;

  /** (kernel rows * numbers of a kernel row, filters). */
  private final float[][] taps;

  PlainProducts(RealWeights weights) {
    this.weights = weights;
    int filters = weights.form().filters();
    taps = new float[weights.values().length / filters][];
    for (int i = 0; i < taps.length; i++) {
      taps[i] = Arrays.copyOfRange(weights.values(), i * filters, (i + 1) * filters);
    }
  }

  @Override
  public void sum(
      float[] image, int[] windows, int from, int count, Scratch scratch, float[] sums) {
    int filters = weights.form().filters();
    float[] pixelSums = scratch.sums;
    for (int pixel = 0; pixel < count; pixel++) {
      Arrays.fill(pixelSums, 0, filters, 0);
      int tap = 0;
      for (int row = 0; row < weights.form().kernel(); row++) {
        int at = windows[from + pixel] + row * weights.row();
        for (int i = 0; i < weights.kernelRow(); i++) {
          add(image[at + i], taps[tap++], pixelSums);
        }
      }
      System.arraycopy(pixelSums, 0, sums, pixel * filters, filters);
    }
  }

  private static void add(float x, float[] w, float[] sums) {
    for (int i = 0; i < w.length; i++) {
      sums[i] = Math.fma(x, w[i], sums[i]);
    }
  }
}
