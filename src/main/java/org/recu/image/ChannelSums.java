package org.recu.image;

/**
 * Weighted sums of rows of pixels, channel by channel, in fixed point. A pixel is an int, red the
 * lowest byte and blue the third; the fourth may be anything.
 *
 * <p>The loops are apart and plain so that the compiler makes vector instructions of them.
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

  /** Begins the sums with a row and the weight of each of its pixels. */
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

  /** Adds a row with the weight of each of its pixels. */
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

  /** Begins the sums with a row of one weight. */
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

  /** Adds a row of one weight. */
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

  /** Rounds the sums to pixels, whose fourth byte is 0. */
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
