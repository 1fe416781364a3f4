package org.recu.packed;

/**
 * The signs of an image, packed: of each number whether it is negative, and whether it is anything
 * but zero. The padding is zero, and stays so.
 */
final class SignPlane {

  /** 1 where a number is negative; whatever where it is zero. */
  final int[] negative;

  /** 1 where a number is not zero. */
  final int[] nonzero;

  /** How many numbers of each pixel are not zero. */
  final int[] counts;

  SignPlane(SignLayout layout) {
    negative = new int[layout.pixels() * layout.pixelWords()];
    nonzero = new int[negative.length];
    counts = new int[layout.pixels()];
  }
}
