package org.recu.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Resizes images with a triangular filter to exactly the pixels of PIL's {@code resize(BILINEAR)}:
 * two passes in fixed point, along the rows first, rounded to 8 bits in between. Reuses its memory,
 * so it is not thread-safe.
 */
public final class Resampler {
  /**
   * Accesses the three bytes of a pixel and one more as an int: red is the lowest, blue the third.
   */
  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Accesses the bytes of two pixels and two more as a long. */
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int BITS_OF_A_PIXEL = 24;

  private final ChannelSums sums = new ChannelSums();

  /**
   * The latest source rows after the horizontal pass, one int per pixel; a ring buffer indexed by
   * row number.
   */
  private int[][] rows = new int[0][];

  /** For each weight, the source pixels it applies to, in the order of the target pixels. */
  private int[][] taken = new int[0][];

  /** A row of the target, one int per pixel. */
  private int[] made = new int[0];

  /**
   * Resizes a part of an image.
   *
   * @param part the pixels that are available
   * @param where their position in the image; must contain everything that the two axes need
   * @param vertical maps rows of the image to rows of target
   * @param horizontal maps columns of the image to columns of target
   * @param target out: the pixels that the axes ask for
   */
  public void resample(Raster part, Box where, Axis vertical, Axis horizontal, Raster target) {
    resample(part, where, new ResampleWeights(vertical), new ResampleWeights(horizontal), target);
  }

  void resample(
      Raster part, Box where, ResampleWeights vertical, ResampleWeights horizontal, Raster target) {
    Box needed =
        new Box(
            vertical.low(),
            horizontal.low(),
            vertical.high() - vertical.low(),
            horizontal.high() - horizontal.low());
    if (!where.contains(needed)) {
      throw new IllegalArgumentException("%s is needed of %s".formatted(needed, where));
    }
    int width = horizontal.wanted();
    int count = vertical.count();
    byte[] pixels = part.padded();
    reserve(count, horizontal.count(), width);
    target.reshape(vertical.wanted(), width);
    int next = 0;
    for (int y = 0; y < vertical.wanted(); y++) {
      int first = vertical.first()[y];
      for (next = Math.max(next, first); next < first + count; next++) {
        int start = 3 * ((next - where.top()) * part.width() - where.left());
        alongRow(pixels, start, horizontal, rows[next % count]);
      }
      sums.start(rows[first % count], vertical.weights(0)[y], width);
      for (int tap = 1; tap < count; tap++) {
        sums.add(rows[(first + tap) % count], vertical.weights(tap)[y], width);
      }
      sums.round(made, width);
      store(made, width, target.pixels(), 3 * y * width);
    }
  }

  private void reserve(int rowCount, int tapCount, int width) {
    if (rows.length < rowCount || taken.length < tapCount || made.length < width) {
      int longest = Math.max(made.length, width);
      rows = new int[Math.max(rows.length, rowCount)][longest];
      taken = new int[Math.max(taken.length, tapCount)][longest];
      made = new int[longest];
      sums.reserve(longest);
    }
  }

  /**
   * Resizes one source row. Gathering the pixels, which cannot be vectorised, is kept apart from
   * the arithmetic, which can.
   *
   * @param start index in {@code pixels} that column 0 of the image has, or would have
   */
  private void alongRow(byte[] pixels, int start, ResampleWeights taps, int[] row) {
    int width = taps.wanted();
    int count = taps.count();
    for (int tap = 0; tap + 1 < count; tap += 2) {
      takeTwo(pixels, start + 3 * tap, taps.first(), taken[tap], taken[tap + 1]);
    }
    if (count % 2 == 1) {
      take(pixels, start + 3 * (count - 1), taps.first(), taken[count - 1]);
    }
    sums.start(taken[0], taps.weights(0), width);
    for (int tap = 1; tap < count; tap++) {
      sums.add(taken[tap], taps.weights(tap), width);
    }
    sums.round(row, width);
  }

  /** Gathers one source pixel for each target pixel. */
  private static void take(byte[] pixels, int start, int[] first, int[] taken) {
    for (int x = 0; x < first.length; x++) {
      taken[x] = (int) FOUR_BYTES.get(pixels, start + 3 * first[x]);
    }
  }

  /** Gathers one source pixel and its right neighbour for each target pixel. */
  private static void takeTwo(byte[] pixels, int start, int[] first, int[] taken, int[] right) {
    for (int x = 0; x < first.length; x++) {
      long two = (long) EIGHT_BYTES.get(pixels, start + 3 * first[x]);
      taken[x] = (int) two;
      right[x] = (int) (two >>> BITS_OF_A_PIXEL);
    }
  }

  /**
   * Stores a row. The fourth byte of each pixel is overwritten by the next pixel, so the last pixel
   * is stored byte by byte.
   */
  private static void store(int[] row, int width, byte[] pixels, int at) {
    int last = width - 1;
    for (int x = 0; x < last; x++) {
      FOUR_BYTES.set(pixels, at + 3 * x, row[x]);
    }
    pixels[at + 3 * last] = (byte) row[last];
    pixels[at + 3 * last + 1] = (byte) (row[last] >> 8);
    pixels[at + 3 * last + 2] = (byte) (row[last] >> 16);
  }
}
