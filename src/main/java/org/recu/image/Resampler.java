package org.recu.image;

/**
 * Resizes with a triangular filter to the very pixels of PIL's {@code resize(BILINEAR)}: two passes
 * in fixed point, rows first, rounded to 8 bits between them. Keeps its memory for the next
 * picture; for one thread.
 */
public final class Resampler {
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
    reserve(vertical.most(), values);
    target.reshape(vertical.wanted(), horizontal.wanted());
    int next = vertical.low();
    for (int y = 0; y < vertical.wanted(); y++) {
      int first = vertical.first(y);
      int count = vertical.count(y);
      for (next = Math.max(next, first); next < first + count; next++) {
        int start = 3 * (next - where.top()) * part.width();
        alongRow(part.pixels(), start - 3 * where.left(), horizontal, rows[next % vertical.most()]);
      }
      fill(rows[first % vertical.most()], vertical.weight(y, 0), values);
      for (int tap = 1; tap < count; tap++) {
        add(rows[(first + tap) % vertical.most()], vertical.weight(y, tap), values);
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
   * One source row.
   *
   * @param start index that column 0 of the picture has, or would have
   */
  private static void alongRow(byte[] pixels, int start, Taps taps, int[] row) {
    int at = 0;
    for (int x = 0; x < taps.wanted(); x++) {
      int pixel = start + 3 * taps.first(x);
      int red = Taps.HALF;
      int green = Taps.HALF;
      int blue = Taps.HALF;
      int count = taps.count(x);
      for (int tap = 0; tap < count; tap++, pixel += 3) {
        int weight = taps.weight(x, tap);
        red += (pixels[pixel] & 0xff) * weight;
        green += (pixels[pixel + 1] & 0xff) * weight;
        blue += (pixels[pixel + 2] & 0xff) * weight;
      }
      row[at] = red >> Taps.FRACTION;
      row[at + 1] = green >> Taps.FRACTION;
      row[at + 2] = blue >> Taps.FRACTION;
      at += 3;
    }
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
