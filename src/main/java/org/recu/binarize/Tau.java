package org.recu.binarize;

/**
 * The quantile that ReCU clamps at, over the epochs: {@code tau(e) = A exp(e / E) + B} with {@code
 * A = (max - min) / (exp(1) - 1)} and {@code B = min - A}, so that it climbs from {@code min} at
 * epoch 0 towards {@code max} at epoch E (the paper's section 3.4).
 *
 * @param min above 0.5: at 0.5 the clamp's bound is 0, and every weight's sign with it
 * @param max not below {@code min}, and below 1, where the bound is infinite
 */
public record Tau(double min, double max) {

  /**
   * @throws IllegalArgumentException where the bounds are not {@code 0.5 < min <= max < 1}
   */
  public Tau {
    if (!(min > 0.5 && min <= max && max < 1)) {
      throw new IllegalArgumentException(
          "tau from %s to %s is not within 0.5 < from <= to < 1".formatted(min, max));
    }
  }

  /**
   * Tau of an epoch.
   *
   * @param epoch from 0
   * @param epochs epochs of the whole schedule
   */
  public double at(int epoch, int epochs) {
    double slope = (max - min) / (Math.E - 1);
    return slope * Math.exp((double) epoch / epochs) + min - slope;
  }
}
