package org.recu.packed;

import java.util.Arrays;

/**
 * Plain loops over the output channels, which the compiler of a JVM turns into vector instructions:
 * all arrays of a loop have the same index, so that it need not fear that one overlaps another.
 */
final class PlainKernel implements Kernel {

  /** Output channels of a block. */
  private static final int BLOCK = Scratch.BLOCK;

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public Differences differences(BinaryWeights weights) {
    return new PlainDifferences(weights);
  }

  @Override
  public Products products(RealWeights weights) {
    return new PlainProducts(weights);
  }

  @Override
  public Signs signs(int channels) {
    return new PlainSigns(channels);
  }

  /** One number after the other. */
  private record PlainSigns(int channels) implements Signs {
    @Override
    public int pack(float[] x, int from, int[] negative, int[] nonzero, int to) {
      int count = 0;
      for (int first = 0; first < channels; first += SignLayout.BITS) {
        int bits = Math.min(SignLayout.BITS, channels - first);
        int negatives = 0;
        int nonzeros = 0;
        for (int bit = 0; bit < bits; bit++) {
          int raw = Float.floatToRawIntBits(x[from + first + bit]);
          int magnitude = raw << 1;
          negatives |= raw >>> 31 << bit;
          nonzeros |= (magnitude | -magnitude) >>> 31 << bit;
        }
        count += Integer.bitCount(nonzeros);
        negative[to + first / SignLayout.BITS] = negatives;
        nonzero[to + first / SignLayout.BITS] = nonzeros;
      }
      return count;
    }
  }

  @Override
  public SumSigns signs(Thresholds thresholds) {
    return new PlainSumSigns(thresholds);
  }

  /** The same for sums. */
  private record PlainSumSigns(Thresholds thresholds) implements SumSigns {
    @Override
    public int pack(
        int[] differences, int from, int places, int[] negative, int[] nonzero, int to) {
      int channels = thresholds.turned().length;
      int count = 0;
      for (int first = 0; first < channels; first += SignLayout.BITS) {
        int bits = Math.min(SignLayout.BITS, channels - first);
        int negatives = 0;
        int nonzeros = 0;
        for (int bit = 0; bit < bits; bit++) {
          int turned = thresholds.turned()[first + bit];
          int sum = places - 2 * differences[from + first + bit];
          int s = (sum ^ turned) - turned;
          int isNegative = s <= thresholds.negative()[first + bit] ? 1 : 0;
          int isPositive = s >= thresholds.positive()[first + bit] ? 1 : 0;
          negatives |= isNegative << bit;
          nonzeros |= (isNegative | isPositive) << bit;
        }
        count += Integer.bitCount(nonzeros);
        negative[to + first / SignLayout.BITS] = negatives;
        nonzero[to + first / SignLayout.BITS] = nonzeros;
      }
      return count;
    }
  }

  /** Two pixels, three words and a block of output channels at a time. */
  private static final class PlainDifferences implements Differences {

    private static final int WORDS = 3;

    private final SignLayout layout;
    private final int filters;

    /** (blocks, kernel rows, words of a row rounded up to threes, channels of the block). */
    private final int[][][][] blocks;

    PlainDifferences(BinaryWeights weights) {
      layout = weights.layout();
      filters = weights.filters();
      int words = layout.kernelRowWords();
      int rounded = (words + WORDS - 1) / WORDS * WORDS;
      blocks = new int[(filters + BLOCK - 1) / BLOCK][layout.form().kernel()][rounded][];
      for (int block = 0; block < blocks.length; block++) {
        int width = Math.min(BLOCK, filters - block * BLOCK);
        for (int row = 0; row < layout.form().kernel(); row++) {
          for (int word = 0; word < rounded; word++) {
            int[] channels = new int[width];
            for (int i = 0; i < width && word < words; i++) {
              channels[i] = weights.word(block * BLOCK + i, row * words + word);
            }
            blocks[block][row][word] = channels;
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

  /** A pixel and all output channels at a time. */
  private static final class PlainProducts implements Products {

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
}
