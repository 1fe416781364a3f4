package org.recu.packed;

import java.util.Arrays;

/** Counts differences for two pixels, three words and a block of output channels at a time. */
final class PlainDifferences implements Kernel.Differences {

  /** Output channels of a block. */
  private static final int BLOCK = Scratch.BLOCK;

  private static final int WORDS = 3;

  private final SignLayout layout;
  private final int filters;

  /** (blocks, kernel rows, words of a row, channels of the block). */
  private final int[][][][] blocks;

  PlainDifferences(BinaryWeights weights) {
    layout = weights.layout();
    filters = weights.filters();
    int words = layout.kernelRowWords();
    blocks = new int[(filters + BLOCK - 1) / BLOCK][layout.form().kernel()][words][];
    for (int block = 0; block < blocks.length; block++) {
      int width = Math.min(BLOCK, filters - block * BLOCK);
      for (int row = 0; row < layout.form().kernel(); row++) {
        for (int word = 0; word < words; word++) {
          blocks[block][row][word] = new int[width];
          weights.copy(block * BLOCK, row * words + word, blocks[block][row][word]);
        }
      }
    }
  }

  @Override
  public int stride() {
    return filters;
  }

  @Override
  public void count(
      SignPlane signs, int[] windows, int from, int count, Scratch scratch, int[] differences) {
    int[] left = scratch.left;
    int[] right = scratch.right;
    for (int block = 0; block < blocks.length; block++) {
      int width = blocks[block][0][0].length;
      for (int pixel = 0; pixel < count; pixel += 2) {
        int other = Math.min(pixel + 1, count - 1);
        Arrays.fill(left, 0, width, 0);
        Arrays.fill(right, 0, width, 0);
        add(signs, windows[from + pixel], windows[from + other], blocks[block], left, right);
        System.arraycopy(left, 0, differences, pixel * filters + block * BLOCK, width);
        System.arraycopy(right, 0, differences, other * filters + block * BLOCK, width);
      }
    }
  }

  @Override
  public void sum(int[] differences, int[] places, int count, float[] sums) {
    for (int pixel = 0; pixel < count; pixel++) {
      for (int i = pixel * filters; i < (pixel + 1) * filters; i++) {
        sums[i] = places[pixel] - 2 * differences[i];
      }
    }
  }

  private void add(
      SignPlane signs, int first, int second, int[][][] weights, int[] left, int[] right) {
    int[] a = signs.negative;
    int[] m = signs.nonzero;
    int words = layout.kernelRowWords();
    for (int row = 0; row < weights.length; row++) {
      int p = first + row * layout.rowWords();
      int q = second + row * layout.rowWords();
      int word = 0;
      for (; word + WORDS <= words; word += WORDS) {
        three(a, m, p + word, weights[row], word, left);
        three(a, m, q + word, weights[row], word, right);
      }
      for (; word < words; word++) {
        one(a[p + word], m[p + word], weights[row][word], left);
        one(a[q + word], m[q + word], weights[row][word], right);
      }
    }
  }

  private static void three(int[] a, int[] m, int p, int[][] weights, int word, int[] sums) {
    add(
        a[p],
        a[p + 1],
        a[p + 2],
        m[p],
        m[p + 1],
        m[p + 2],
        weights[word],
        weights[word + 1],
        weights[word + 2],
        sums);
  }

  private static void add(
      int a0, int a1, int a2, int m0, int m1, int m2, int[] w0, int[] w1, int[] w2, int[] sums) {
    for (int i = 0; i < w0.length; i++) {
      sums[i] +=
          Integer.bitCount((a0 ^ w0[i]) & m0)
              + Integer.bitCount((a1 ^ w1[i]) & m1)
              + Integer.bitCount((a2 ^ w2[i]) & m2);
    }
  }

  private static void one(int a, int m, int[] w, int[] sums) {
    for (int i = 0; i < w.length; i++) {
      sums[i] += Integer.bitCount((a ^ w[i]) & m);
    }
  }
}
