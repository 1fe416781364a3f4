package org.recu.data;

/**
 * A colour.
 *
 * @param red in 0..1
 * @param green in 0..1
 * @param blue in 0..1
 */
record Colour(double red, double green, double blue) {

  /** Any colour. */
  static Colour any(RandomStream random) {
    return new Colour(random.nextDouble(), random.nextDouble(), random.nextDouble());
  }

  /** How far another colour is: 0 for the same, about 1.7 for black and white. */
  double distance(Colour other) {
    double dRed = red - other.red;
    double dGreen = green - other.green;
    double dBlue = blue - other.blue;
    return Math.sqrt(dRed * dRed + dGreen * dGreen + dBlue * dBlue);
  }
}
