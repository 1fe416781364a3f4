package org.recu.image;

/**
 * Computes weighted sums of rows of pixels, per channel, in fixed point. A pixel is an int with red
 * in the lowest byte and blue in the third; the fourth byte is ignored.
 *
 * <p>The loops are separate and simple so that the compiler can vectorise them.
 */
final class ChannelSums {
  private int[] red = new int[0];
  private int[] green = new int[0];
  private int[] blue = new int[0];

  /** Reserves memory for a number of pixels. */
  void reserve(int pixels) {
    if (red.length < pixels) {
      red = new int[pixels];
      green = new int[pixels];
      blue = new int[pixels];
    }
  }

  /** Starts the sums with a row, with one weight per pixel. */
  void start(int[] row, int[] weights, int pixels) {
    int[] reds = red;
    int[] greens = green;
    int[] blues = blue;
    for (int x = 0; x < pixels; x++) {
      reds[x] = ResampleWeights.HALF + (row[x] & 0xff) * weights[x];
      greens[x] = ResampleWeights.HALF + ((row[x] >> 8) & 0xff) * weights[x];
      blues[x] = ResampleWeights.HALF + ((row[x] >> 16) & 0xff) * weights[x];
    }
  }

  /** Adds a row, with one weight per pixel. */
  void add(int[] row, int[] weights, int pixels) {
    int[] reds = red;
    int[] greens = green;
    int[] blues = blue;
    for (int x = 0; x < pixels; x++) {
      reds[x] += (row[x] & 0xff) * weights[x];
      greens[x] += ((row[x] >> 8) & 0xff) * weights[x];
      blues[x] += ((row[x] >> 16) & 0xff) * weights[x];
    }
  }

  /** Starts the sums with a row, with the same weight for all pixels. */
  void start(int[] row, int weight, int pixels) {
    int[] reds = red;
    int[] greens = green;
    int[] blues = blue;
    for (int x = 0; x < pixels; x++) {
      reds[x] = ResampleWeights.HALF + (row[x] & 0xff) * weight;
      greens[x] = ResampleWeights.HALF + ((row[x] >> 8) & 0xff) * weight;
      blues[x] = ResampleWeights.HALF + ((row[x] >> 16) & 0xff) * weight;
    }
  }

  /** Adds a row, with the same weight for all pixels. */
  void add(int[] row, int weight, int pixels) {
    int[] reds = red;
    int[] greens = green;
    int[] blues = blue;
    for (int x = 0; x < pixels; x++) {
      reds[x] += (row[x] & 0xff) * weight;
      greens[x] += ((row[x] >> 8) & 0xff) * weight;
      blues[x] += ((row[x] >> 16) & 0xff) * weight;
    }
  }

  /** Rounds the sums to pixels with a fourth byte of 0. */
  void round(int[] row, int pixels) {
    int[] reds = red;
    int[] greens = green;
    int[] blues = blue;
    for (int x = 0; x < pixels; x++) {
      row[x] =
          (reds[x] >>> ResampleWeights.FRACTION)
              | (greens[x] >>> ResampleWeights.FRACTION << 8)
              | (blues[x] >>> ResampleWeights.FRACTION << 16);
    }
  }
}
