package org.recu.data;

/** A small square picture that is painted on with smooth edges; channels are in 0..1. */
final class Canvas {

  /** A region of the plane by its signed distance: below 0 inside, in pixels. */
  interface Region {
    double distance(double x, double y);
  }

  private final int size;

  /** (size, size, 3). */
  private final double[] channels;

  Canvas(int size) {
    this.size = size;
    this.channels = new double[size * size * 3];
  }

  /**
   * Fills everything with a passage from one colour to another.
   *
   * @param dx with dy the direction of the passage, a vector of length 1
   */
  void fill(Colour from, Colour to, double dx, double dy) {
    double middle = size / 2.0;
    int at = 0;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double along = ((column + 0.5 - middle) * dx + (row + 0.5 - middle) * dy) / size;
        double share = Math.max(0, Math.min(1, along + 0.5));
        channels[at++] = from.red() + share * (to.red() - from.red());
        channels[at++] = from.green() + share * (to.green() - from.green());
        channels[at++] = from.blue() + share * (to.blue() - from.blue());
      }
    }
  }

  /**
   * Paints a region. A pixel that the border crosses is covered in part.
   *
   * @param opacity of the paint, in 0..1
   */
  void paint(Region region, Colour colour, double opacity) {
    int at = 0;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++, at += 3) {
        double outside = region.distance(column + 0.5, row + 0.5) + 0.5;
        if (outside < 1) {
          double share = opacity * (outside > 0 ? 1 - outside : 1);
          channels[at] += share * (colour.red() - channels[at]);
          channels[at + 1] += share * (colour.green() - channels[at + 1]);
          channels[at + 2] += share * (colour.blue() - channels[at + 2]);
        }
      }
    }
  }

  /**
   * Writes the picture with noise: to every channel is added the sum of two uniform numbers.
   *
   * @param random where the noise comes from
   * @param strength standard deviation of the noise
   * @param target out: (size, size, 3), uint8
   * @param offset of the picture in target
   */
  void write(RandomStream random, double strength, byte[] target, int offset) {
    double scale = strength * Math.sqrt(6) / 1024;
    int at = 0;
    while (at < channels.length) {
      long bits = random.nextLong();
      for (int channel = 0; channel < 3; channel++, at++, bits >>>= 20) {
        long sum = (bits & 0x3ff) + (bits >>> 10 & 0x3ff);
        double level = 255 * (channels[at] + scale * (sum - 1023));
        target[offset + at] = (byte) Math.max(0, Math.min(255, Math.rint(level)));
      }
    }
  }
}
