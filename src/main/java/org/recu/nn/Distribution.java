package org.recu.nn;

/** The distribution that the elements of a parameter are drawn from when training starts. */
public sealed interface Distribution {

  /**
   * Normal with mean 0.
   *
   * @param standardDeviation not negative
   */
  record Normal(double standardDeviation) implements Distribution {}

  /**
   * Uniform in [low, high).
   *
   * @param low included
   * @param high excluded
   */
  record Uniform(double low, double high) implements Distribution {}

  /**
   * The same number everywhere.
   *
   * @param value of every element
   */
  record Constant(double value) implements Distribution {}
}
