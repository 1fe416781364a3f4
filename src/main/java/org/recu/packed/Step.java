package org.recu.packed;

/** What a pass does to the numbers that it has at hand, or where it puts them. */
interface Step {

  /**
   * Takes consecutive pixels.
   *
   * @param from the first pixel, row by row
   * @param count how many
   * @param x (count, channels), changed in place
   */
  void apply(Workspace workspace, int from, int count, float[] x);
}
