package org.recu.data.shapes;

import org.recu.data.RandomStream;

/** A small square image to paint on with smooth edges; channels are in 0..1. */
final class Canvas {

  /** A form around the origin by its signed distance: below 0 inside, in pixels. */
  interface Form {
    double distance(double dx, double dy);
  }

  /**
   * Where a form is.
   *
   * @param x column of its origin, in pixels from the left edge
   * @param y row of its origin, in pixels from the top edge
   * @param reach no point of the form is further away from the origin
   */
  record Place(double x, double y, double reach) {}

  private final int size;

  /** (size, size, 3). */
  private final double[] channels;

  Canvas(int size) {
    this.size = size;
    this.channels = new double[size * size * 3];
  }

  /**
   * Fills the image with a gradient from one colour to another.
   *
   * @param dx with dy the direction of the gradient, a unit vector
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
   * Paints a form. Pixels on its border are covered in part.
   *
   * @param opacity of the paint, in 0..1
   */
  void paint(Form form, Place place, Colour colour, double opacity) {
    int top = first(place.y() - place.reach());
    int bottom = end(place.y() + place.reach());
    int left = first(place.x() - place.reach());
    int right = end(place.x() + place.reach());
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        double outside = form.distance(column + 0.5 - place.x(), row + 0.5 - place.y()) + 0.5;
        if (outside < 1) {
          blend(row * size + column, colour, opacity * (outside > 0 ? 1 - outside : 1));
        }
      }
    }
  }

  private int first(double edge) {
    return Math.max(0, (int) Math.floor(edge - 1));
  }

  private int end(double edge) {
    return Math.min(size, (int) Math.ceil(edge + 1));
  }

  private void blend(int pixel, Colour colour, double share) {
    int at = 3 * pixel;
    channels[at] += share * (colour.red() - channels[at]);
    channels[at + 1] += share * (colour.green() - channels[at + 1]);
    channels[at + 2] += share * (colour.blue() - channels[at + 2]);
  }

  /**
   * Writes the image with noise: to every channel is added the sum of two uniform numbers.
   *
   * @param random where the noise comes from
   * @param strength standard deviation of the noise
   * @param target out: (size, size, 3), uint8
   * @param offset of the image in target
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
