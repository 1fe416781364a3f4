package org.recu.packing;

/**
 * An activation of a network that is being packed.
 *
 * @param number of the value: 0 for the images, else that of the operation that yields it, from 1
 * @param kind what is known of it
 */
record PackedValue(int number, Kind kind) {

  /** What is known of an activation. */
  enum Kind {
    /** Real numbers. */
    REAL,
    /** Real numbers of which the next layer takes the signs. */
    SIGNS,
    /** Whole numbers: sums of a binary convolution. */
    SUMS
  }

  /** The images. */
  static final PackedValue IMAGES = new PackedValue(0, Kind.REAL);

  /** The same numbers, whose signs are taken. */
  PackedValue signs() {
    return new PackedValue(number, Kind.SIGNS);
  }
}
