package org.recu.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Resizes with a triangular filter to the very pixels of PIL's {@code resize(BILINEAR)}: two passes
 * in fixed point, rows first, rounded to 8 bits between them. Keeps its memory for the next
 * picture; for one thread.
 */
public final class Resampler {
  /** Reads the bytes of a pixel and one more at once: red is the lowest, blue the third. */
  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long HALVES = ((long) Taps.HALF << 32) | Taps.HALF;

  /**
   * The latest source rows after the pass along them, one value an int: row modulo their number.
   */
  private int[][] rows = new int[0][];

  /** A row of sums. */
  private int[] sums = new int[0];

  /**
   * Resizes a part of a picture.
   *
   * @param part the pixels that are at hand
   * @param where they lie in the picture; all that the two axes need must be among them
   * @param vertical rows of the picture to rows of target
   * @param horizontal columns of the picture to columns of target
   * @param target out: what the axes want
   */
  public void resample(Raster part, Box where, Axis vertical, Axis horizontal, Raster target) {
    resample(part, where, new Taps(vertical), new Taps(horizontal), target);
  }

  void resample(Raster part, Box where, Taps vertical, Taps horizontal, Raster target) {
    Box needed =
        new Box(
            vertical.low(),
            horizontal.low(),
            vertical.high() - vertical.low(),
            horizontal.high() - horizontal.low());
    if (!where.contains(needed)) {
      throw new IllegalArgumentException("%s is needed of %s".formatted(needed, where));
    }
    int values = 3 * horizontal.wanted();
    int count = vertical.count();
    int[] weights = vertical.weights();
    byte[] pixels = part.padded();
    reserve(count, values);
    target.reshape(vertical.wanted(), horizontal.wanted());
    int next = 0;
    for (int y = 0; y < vertical.wanted(); y++) {
      int first = vertical.first()[y];
      for (next = Math.max(next, first); next < first + count; next++) {
        int start = 3 * ((next - where.top()) * part.width() - where.left());
        alongRow(pixels, start, horizontal, rows[next % count]);
      }
      fill(rows[first % count], weights[y * count], values);
      for (int tap = 1; tap < count; tap++) {
        add(rows[(first + tap) % count], weights[y * count + tap], values);
      }
      round(target.pixels(), y * values, values);
    }
  }

  private void reserve(int count, int values) {
    if (rows.length < count || sums.length < values) {
      int longest = Math.max(sums.length, values);
      rows = new int[Math.max(rows.length, count)][longest];
      sums = new int[longest];
    }
  }

  /**
   * One source row. Red and blue are summed up in the two halves of a long. Two and three taps,
   * which most pictures have, are written out: that is a third faster.
   *
   * @param start index that column 0 of the picture has, or would have
   */
  private static void alongRow(byte[] pixels, int start, Taps taps, int[] row) {
    switch (taps.count()) {
      case 2 -> twoTaps(pixels, start, taps, row);
      case 3 -> threeTaps(pixels, start, taps, row);
      default -> anyTaps(pixels, start, taps, row);
    }
  }

  private static void twoTaps(byte[] pixels, int start, Taps taps, int[] row) {
    int[] first = taps.first();
    int[] weights = taps.weights();
    for (int x = 0; x < first.length; x++) {
      int pixel = start + 3 * first[x];
      int one = (int) FOUR_BYTES.get(pixels, pixel);
      int two = (int) FOUR_BYTES.get(pixels, pixel + 3);
      int weight = weights[2 * x];
      int weightOfTwo = weights[2 * x + 1];
      store(
          row,
          3 * x,
          HALVES + redBlue(one) * weight + redBlue(two) * weightOfTwo,
          Taps.HALF + green(one) * weight + green(two) * weightOfTwo);
    }
  }

  private static void threeTaps(byte[] pixels, int start, Taps taps, int[] row) {
    int[] first = taps.first();
    int[] weights = taps.weights();
    for (int x = 0; x < first.length; x++) {
      int pixel = start + 3 * first[x];
      int one = (int) FOUR_BYTES.get(pixels, pixel);
      int two = (int) FOUR_BYTES.get(pixels, pixel + 3);
      int three = (int) FOUR_BYTES.get(pixels, pixel + 6);
      int weight = weights[3 * x];
      int weightOfTwo = weights[3 * x + 1];
      int weightOfThree = weights[3 * x + 2];
      store(
          row,
          3 * x,
          HALVES
              + redBlue(one) * weight
              + redBlue(two) * weightOfTwo
              + redBlue(three) * weightOfThree,
          Taps.HALF
              + green(one) * weight
              + green(two) * weightOfTwo
              + green(three) * weightOfThree);
    }
  }

  private static void anyTaps(byte[] pixels, int start, Taps taps, int[] row) {
    int[] first = taps.first();
    int[] weights = taps.weights();
    int count = taps.count();
    for (int x = 0; x < first.length; x++) {
      int pixel = start + 3 * first[x];
      long redBlue = HALVES;
      int green = Taps.HALF;
      for (int tap = x * count; tap < (x + 1) * count; tap++, pixel += 3) {
        int value = (int) FOUR_BYTES.get(pixels, pixel);
        redBlue += redBlue(value) * weights[tap];
        green += green(value) * weights[tap];
      }
      store(row, 3 * x, redBlue, green);
    }
  }

  private static long redBlue(int pixel) {
    return (pixel & 0xff) | ((pixel & 0xff0000L) << 16);
  }

  private static int green(int pixel) {
    return (pixel >> 8) & 0xff;
  }

  private static void store(int[] row, int at, long redBlue, int green) {
    row[at] = (int) redBlue >>> Taps.FRACTION;
    row[at + 1] = green >>> Taps.FRACTION;
    row[at + 2] = (int) (redBlue >>> (32 + Taps.FRACTION));
  }

  // The loops below are apart and plain so that the compiler makes vector instructions of them.

  private void fill(int[] row, int weight, int values) {
    int[] into = sums;
    for (int i = 0; i < values; i++) {
      into[i] = row[i] * weight + Taps.HALF;
    }
  }

  private void add(int[] row, int weight, int values) {
    int[] into = sums;
    for (int i = 0; i < values; i++) {
      into[i] += row[i] * weight;
    }
  }

  private void round(byte[] pixels, int at, int values) {
    for (int i = 0; i < values; i++) {
      pixels[at + i] = (byte) (sums[i] >> Taps.FRACTION);
    }
  }
}
