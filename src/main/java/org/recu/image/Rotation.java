package org.recu.image;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Rotates images about the centre, with nearest-neighbour sampling, a black background and
 * unchanged size. The pixels are those of PIL's {@code Image.rotate}, which steps through the
 * source in 16.16 fixed point.
 */
public final class Rotation {
  private static final double ONE = 1 << 16;

  /** Number of decimals to which sine and cosine are rounded, as in PIL. */
  private static final int DECIMALS = 15;

  private Rotation() {}

  /**
   * Rotates an image.
   *
   * @param from the image, at most 32767 pixels high and wide
   * @param degrees counter-clockwise
   * @param to out: the same size; must be another raster
   */
  public static void rotate(Raster from, double degrees, Raster to) {
    int height = from.height();
    int width = from.width();
    to.reshape(height, width);
    double radians = -Math.toRadians(degrees);
    double cosine = rounded(StrictMath.cos(radians));
    double sine = rounded(StrictMath.sin(radians));
    double left = width / 2.0 - cosine * (width / 2.0) - sine * (height / 2.0);
    double top = height / 2.0 + sine * (width / 2.0) - cosine * (height / 2.0);
    int stepX = fixed(cosine);
    int stepY = fixed(-sine);
    int rowX = fixed(left + cosine * 0.5 + sine * 0.5);
    int rowY = fixed(top - sine * 0.5 + cosine * 0.5);
    byte[] source = from.pixels();
    byte[] target = to.pixels();
    Arrays.fill(target, 0, to.length(), (byte) 0);
    int at = 0;
    for (int y = 0; y < height; y++) {
      int sourceX = rowX;
      int sourceY = rowY;
      for (int x = 0; x < width; x++, at += 3) {
        int column = sourceX >> 16;
        int row = sourceY >> 16;
        if (column >= 0 && column < width && row >= 0 && row < height) {
          int pixel = 3 * (row * width + column);
          target[at] = source[pixel];
          target[at + 1] = source[pixel + 1];
          target[at + 2] = source[pixel + 2];
        }
        sourceX += stepX;
        sourceY += stepY;
      }
      rowX += fixed(sine);
      rowY += fixed(cosine);
    }
  }

  private static int fixed(double number) {
    return (int) Math.floor(number * ONE + 0.5);
  }

  private static double rounded(double number) {
    return new BigDecimal(number).setScale(DECIMALS, RoundingMode.HALF_EVEN).doubleValue();
  }
}
