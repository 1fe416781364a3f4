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

  /** Pixels that are taken together. */
  private static final int PIXELS = 4;

  /** Words that the kernel covers. */
  private final int words;

  private final int filters;

  /** Vectors of output channels. */
  private final int vectors;

  private final VectorTiles tiles;

  private final VectorSums result;

  VectorDifferences(BinaryWeights binary) {
    SignLayout layout = binary.layout();
    words = layout.kernelWords();
    filters = binary.filters();
    vectors = VectorKernel.vectors(filters);
    result = new VectorSums(filters, stride());
    tiles = new VectorTiles(layout, weights(binary));
  }

  /** For each group of vectors: (kernel words, output channels of the group). */
  private int[] weights(BinaryWeights binary) {
    int[] weights = new int[vectors * LENGTH * words];
    int at = 0;
    for (int first = 0; first < vectors; first += VectorKernel.together(vectors - first)) {
      int width = VectorKernel.together(vectors - first) * LENGTH;
      for (int word = 0; word < words; word++) {
        for (int i = 0; i < width; i++, at++) {
          int filter = first * LENGTH + i;
          weights[at] = filter < filters ? binary.word(filter, word) : 0;
        }
      }
    }
    return weights;
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
          case 4 -> tiles.four(signs, p, q, r, s, weight, differences, a, b, c, d);
          case 2 -> tiles.two(signs, p, q, r, s, weight, differences, a, b, c, d);
          default -> tiles.one(signs, p, q, r, s, weight, differences, a, b, c, d);
        }
      }
      weight += words * together * LENGTH;
      first += together;
    }
  }
}
