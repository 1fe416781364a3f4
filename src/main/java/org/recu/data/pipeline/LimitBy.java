package org.recu.data.pipeline;

/** Which records a limited number of them is. */
public enum LimitBy {
  /**
   * A random sample in which every class has its share, drawn from a seed; the first records if
   * every class has its share in them already, as where classes alternate.
   */
  SAMPLE,
  /** The first records of the split, which in a split that is sorted by class are of one class. */
  FIRST
}
