package org.recu.data.shapes;

import org.recu.data.RandomStream;

/**
 * A colour.
 *
 * @param red in 0..1
 * @param green in 0..1
 * @param blue in 0..1
 */
record Colour(double red, double green, double blue) {

  /** A random colour whose channels lie between two values. */
  static Colour between(double low, double high, RandomStream random) {
    double range = high - low;
    return new Colour(
        low + range * random.nextDouble(),
        low + range * random.nextDouble(),
        low + range * random.nextDouble());
  }
}
