package org.recu.packed;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Counts differences for four pixels and up to four vectors of output channels at a time, so that a
 * word of weights that has been loaded serves four pixels, and a word of signs four vectors.
 */
final class VectorDifferences implements Kernel.Differences {

  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  /** The most vectors that are taken together. */
  private static final int TOGETHER = 4;

  /** Pixels that are taken together. */
  private static final int PIXELS = 4;

  /** Words that the kernel covers. */
  private final int words;

  private final int filters;

  /** Vectors of output channels. */
  private final int vectors;

  private final SixteenCounts sixteen;
  private final EightCounts eight;
  private final FourCounts four;
  private final VectorSums result;

  VectorDifferences(BinaryWeights binary) {
    SignLayout layout = binary.layout();
    words = layout.kernelWords();
    filters = binary.filters();
    vectors = VectorKernel.vectors(filters);
    result = new VectorSums(filters, stride());
    Window window = new Window(layout.form().kernel(), layout.kernelRowWords(), layout.rowWords());
    int[] weights = VectorKernel.grouped(binary, TOGETHER);
    sixteen = new SixteenCounts(window, weights);
    eight = new EightCounts(window, weights);
    four = new FourCounts(window, weights);
  }

  @Override
  public int stride() {
    return vectors * LENGTH;
  }

  @Override
  public void sum(int[] differences, int[] places, int count, float[] sums) {
    result.sum(differences, places, count, sums);
  }

  @Override
  public void count(
      SignPlane signs, int[] windows, int from, int count, Scratch scratch, int[] differences) {
    int weight = 0;
    for (int first = 0; first < vectors; ) {
      int together = VectorKernel.together(vectors - first, TOGETHER);
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
          case 4 -> sixteen.count(signs, p, q, r, s, weight, differences, a, b, c, d);
          case 2 -> eight.count(signs, p, q, r, s, weight, differences, a, b, c, d);
          default -> four.count(signs, p, q, r, s, weight, differences, a, b, c, d);
        }
      }
      weight += words * together * LENGTH;
      first += together;
    }
  }
}
