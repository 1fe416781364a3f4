package org.recu.packed;

/** Where a pass gets its numbers from. */
interface Source {

  /** Prepares what the pixels of the pass share. */
  default void begin(Workspace workspace) {}

  /**
   * Computes consecutive pixels.
   *
   * @param from the first pixel, row by row
   * @param count how many
   * @param x out: (count, channels)
   */
  void fill(Workspace workspace, int from, int count, float[] x);
}
