package org.recu.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Resizes with a triangular filter to exactly the pixels of PIL's {@code resize(BILINEAR)}: two
 * passes in fixed point, rows first, rounded to 8 bits between them. Reuses its memory; for one
 * thread.
 */
public final class Resampler {
  /** The bytes of a pixel and one more at once: red is the lowest, blue the third. */
  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** The bytes of two pixels and two more at once. */
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int BITS_OF_A_PIXEL = 24;

  private final ChannelSums sums = new ChannelSums();

  /** The latest source rows after the pass along them, a pixel an int: row modulo their number. */
  private int[][] rows = new int[0][];

  /** For each weight the source pixels it applies to, in the order of the target's. */
  private int[][] taken = new int[0][];

  /** A row of the target, a pixel an int. */
  private int[] made = new int[0];

  /**
   * Resizes a part of an image.
   *
   * @param part the pixels that are at hand
   * @param where they lie in the image; all that the two axes need must be among them
   * @param vertical rows of the image to rows of target
   * @param horizontal columns of the image to columns of target
   * @param target out: what the axes want
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
   * One source row. Picking the pixels out, which goes pixel by pixel, is apart from the
   * arithmetic, which does not.
   *
   * @param start index that column 0 of the image has, or would have
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

  /** Picks out a pixel of the source for each of the target. */
  private static void take(byte[] pixels, int start, int[] first, int[] taken) {
    for (int x = 0; x < first.length; x++) {
      taken[x] = (int) FOUR_BYTES.get(pixels, start + 3 * first[x]);
    }
  }

  /** Picks out a pixel and its right neighbour. */
  private static void takeTwo(byte[] pixels, int start, int[] first, int[] taken, int[] right) {
    for (int x = 0; x < first.length; x++) {
      long two = (long) EIGHT_BYTES.get(pixels, start + 3 * first[x]);
      taken[x] = (int) two;
      right[x] = (int) (two >>> BITS_OF_A_PIXEL);
    }
  }

  /** The fourth byte of a pixel is written where the next pixel goes, but for the last. */
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
