package org.recu.packed;

/** A kernel's small arrays, which belong to one thread at a time. */
final class Scratch {

  /**
   * Output channels that a plain loop takes together: the longer, the less its first and last steps
   * weigh, which are not done by vectors. With more the weights leave the first caches.
   */
  static final int BLOCK = 256;

  /** Differences of a block, for one pixel. */
  final int[] left = new int[BLOCK];

  /** The same, for another. */
  final int[] right = new int[BLOCK];

  /** Sums of one pixel. */
  final float[] sums;

  /**
   * Scratch memory.
   *
   * @param channels the most that a real convolution has
   */
  Scratch(int channels) {
    sums = new float[channels];
  }
}
