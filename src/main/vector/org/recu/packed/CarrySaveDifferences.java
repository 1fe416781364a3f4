package org.recu.packed;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Counts differences without a bit count, a vector of output channels at a time: carry-save adders
 * make four words of nine, so that fewer bits need to be counted one by one (Mula, Kurz, Lemire:
 * Faster population counts using AVX2 instructions, 2018).
 *
 * <pre>
 *  adder    a, b, c  ->  a ^ b ^ c, which counts once, and majority(a, b, c), which counts double
 * </pre>
 */
final class CarrySaveDifferences implements Kernel.Differences {

  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  /** Words that are taken together: a 3x3 kernel has a multiple of nine. */
  private static final int TOGETHER = 9;

  /** Words whose differences, 16 at most in half of each, can be counted in 16 bits. */
  private static final int MOST_WORDS = 4095;

  /** For each word of the kernel, how far it lies behind the window's first. */
  private final int[] offsets;

  private final int filters;
  private final int vectors;

  /** For each vector of output channels: (kernel words, channels of the vector). */
  private final int[] weights;

  /**
   * A convolution.
   *
   * @param binary weights that {@link #fits} allows
   */
  CarrySaveDifferences(BinaryWeights binary) {
    SignLayout layout = binary.layout();
    offsets = new int[layout.kernelWords()];
    for (int word = 0; word < offsets.length; word++) {
      int row = word / layout.kernelRowWords();
      offsets[word] = row * layout.rowWords() + word - row * layout.kernelRowWords();
    }
    filters = binary.filters();
    vectors = VectorKernel.vectors(filters);
    weights = VectorKernel.grouped(binary, 1);
  }

  /** Whether a convolution with these weights can be computed so. */
  static boolean fits(BinaryWeights weights) {
    int words = weights.layout().kernelWords();
    return words % TOGETHER == 0 && words <= MOST_WORDS;
  }

  @Override
  public int stride() {
    return vectors * LENGTH;
  }

  @Override
  public void sum(int[] differences, int[] places, int count, float[] sums) {
    for (int pixel = 0; pixel < count; pixel++) {
      int from = pixel * stride();
      for (int i = 0; i < filters; i++) {
        sums[pixel * filters + i] = places[pixel] - 2 * differences[from + i];
      }
    }
  }

  @Override
  public void count(
      SignPlane signs, int[] windows, int from, int count, Scratch scratch, int[] differences) {
    for (int vector = 0; vector < vectors; vector++) {
      int weight = vector * offsets.length * LENGTH;
      for (int pixel = 0; pixel < count; pixel++) {
        count(signs, windows[from + pixel], weight)
            .intoArray(differences, pixel * stride() + vector * LENGTH);
      }
    }
  }

  /**
   * The differences of a window and a vector of filters. In one method: with parts of it in methods
   * of their own, the compiler of Java 17 allocates their vectors as objects.
   */
  private IntVector count(SignPlane signs, int window, int weight) {
    int[] negative = signs.negative;
    int[] nonzero = signs.nonzero;
    IntVector two = IntVector.broadcast(SPECIES, 0x55555555);
    IntVector four = IntVector.broadcast(SPECIES, 0x33333333);
    IntVector eight = IntVector.broadcast(SPECIES, 0x0f0f0f0f);
    IntVector sixteen = IntVector.broadcast(SPECIES, 0x00ff00ff);
    IntVector counts = IntVector.zero(SPECIES);
    int w = weight;
    for (int word = 0; word < offsets.length; word += TOGETHER) {
      IntVector d0 =
          IntVector.broadcast(SPECIES, negative[window + offsets[word]])
              .lanewise(XOR, IntVector.fromArray(SPECIES, weights, w))
              .lanewise(AND, IntVector.broadcast(SPECIES, nonzero[window + offsets[word]]));
      IntVector d1 =
          IntVector.broadcast(SPECIES, negative[window + offsets[word + 1]])
              .lanewise(XOR, IntVector.fromArray(SPECIES, weights, w + LENGTH))
              .lanewise(AND, IntVector.broadcast(SPECIES, nonzero[window + offsets[word + 1]]));
      IntVector d2 =
          IntVector.broadcast(SPECIES, negative[window + offsets[word + 2]])
              .lanewise(XOR, IntVector.fromArray(SPECIES, weights, w + 2 * LENGTH))
              .lanewise(AND, IntVector.broadcast(SPECIES, nonzero[window + offsets[word + 2]]));
      IntVector d3 =
          IntVector.broadcast(SPECIES, negative[window + offsets[word + 3]])
              .lanewise(XOR, IntVector.fromArray(SPECIES, weights, w + 3 * LENGTH))
              .lanewise(AND, IntVector.broadcast(SPECIES, nonzero[window + offsets[word + 3]]));
      IntVector d4 =
          IntVector.broadcast(SPECIES, negative[window + offsets[word + 4]])
              .lanewise(XOR, IntVector.fromArray(SPECIES, weights, w + 4 * LENGTH))
              .lanewise(AND, IntVector.broadcast(SPECIES, nonzero[window + offsets[word + 4]]));
      IntVector d5 =
          IntVector.broadcast(SPECIES, negative[window + offsets[word + 5]])
              .lanewise(XOR, IntVector.fromArray(SPECIES, weights, w + 5 * LENGTH))
              .lanewise(AND, IntVector.broadcast(SPECIES, nonzero[window + offsets[word + 5]]));
      IntVector d6 =
          IntVector.broadcast(SPECIES, negative[window + offsets[word + 6]])
              .lanewise(XOR, IntVector.fromArray(SPECIES, weights, w + 6 * LENGTH))
              .lanewise(AND, IntVector.broadcast(SPECIES, nonzero[window + offsets[word + 6]]));
      IntVector d7 =
          IntVector.broadcast(SPECIES, negative[window + offsets[word + 7]])
              .lanewise(XOR, IntVector.fromArray(SPECIES, weights, w + 7 * LENGTH))
              .lanewise(AND, IntVector.broadcast(SPECIES, nonzero[window + offsets[word + 7]]));
      IntVector d8 =
          IntVector.broadcast(SPECIES, negative[window + offsets[word + 8]])
              .lanewise(XOR, IntVector.fromArray(SPECIES, weights, w + 8 * LENGTH))
              .lanewise(AND, IntVector.broadcast(SPECIES, nonzero[window + offsets[word + 8]]));
      // Nine words become three, and three carries that count double.
      IntVector ax = d0.lanewise(XOR, d1);
      IntVector a = ax.lanewise(XOR, d2);
      IntVector aa = d0.lanewise(AND, d1).lanewise(OR, ax.lanewise(AND, d2));
      IntVector bx = d3.lanewise(XOR, d4);
      IntVector b = bx.lanewise(XOR, d5);
      IntVector bb = d3.lanewise(AND, d4).lanewise(OR, bx.lanewise(AND, d5));
      IntVector cx = d6.lanewise(XOR, d7);
      IntVector c = cx.lanewise(XOR, d8);
      IntVector cc = d6.lanewise(AND, d7).lanewise(OR, cx.lanewise(AND, d8));
      // These become one with its carry; the carries one with a carry that counts four times.
      IntVector onesx = a.lanewise(XOR, b);
      IntVector ones = onesx.lanewise(XOR, c);
      IntVector twos = a.lanewise(AND, b).lanewise(OR, onesx.lanewise(AND, c));
      IntVector pairsx = aa.lanewise(XOR, bb);
      IntVector pairs = pairsx.lanewise(XOR, cc);
      IntVector fours = aa.lanewise(AND, bb).lanewise(OR, pairsx.lanewise(AND, cc));
      // The bits of each are counted by two, by four, by eight.
      ones = ones.sub(ones.lanewise(LSHR, 1).lanewise(AND, two));
      ones = ones.lanewise(AND, four).add(ones.lanewise(LSHR, 2).lanewise(AND, four));
      twos = twos.sub(twos.lanewise(LSHR, 1).lanewise(AND, two));
      twos = twos.lanewise(AND, four).add(twos.lanewise(LSHR, 2).lanewise(AND, four));
      pairs = pairs.sub(pairs.lanewise(LSHR, 1).lanewise(AND, two));
      pairs = pairs.lanewise(AND, four).add(pairs.lanewise(LSHR, 2).lanewise(AND, four));
      fours = fours.sub(fours.lanewise(LSHR, 1).lanewise(AND, two));
      fours = fours.lanewise(AND, four).add(fours.lanewise(LSHR, 2).lanewise(AND, four));
      ones = ones.add(ones.lanewise(LSHR, 4)).lanewise(AND, eight);
      fours = fours.add(fours.lanewise(LSHR, 4)).lanewise(AND, eight);
      twos = twos.add(pairs);
      twos = twos.lanewise(AND, eight).add(twos.lanewise(LSHR, 4).lanewise(AND, eight));
      // At most 72 in a byte. By sixteen bits there is room for all words.
      ones = ones.add(twos.lanewise(LSHL, 1)).add(fours.lanewise(LSHL, 2));
      counts = counts.add(ones.lanewise(AND, sixteen));
      counts = counts.add(ones.lanewise(LSHR, 8).lanewise(AND, sixteen));
      w += TOGETHER * LENGTH;
    }
    return counts.lanewise(AND, 0xffff).add(counts.lanewise(LSHR, 16));
  }
}
