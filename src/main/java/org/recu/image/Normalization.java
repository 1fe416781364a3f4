package org.recu.image;

import java.util.List;

/**
 * The normalisation of an image, per channel: {@code (value / 255 - mean) / standardDeviation}.
 *
 * @param mean of red, green and blue values from 0 to 1
 * @param standardDeviation of red, green and blue values from 0 to 1, above 0
 */
public record Normalization(List<Double> mean, List<Double> standardDeviation) {

  /** Number of channels: red, green and blue. */
  private static final int CHANNELS = 3;

  /**
   * Checks the values and copies them.
   *
   * @throws IllegalArgumentException unless there are three finite means and three finite standard
   *     deviations above 0
   */
  public Normalization {
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
    if (mean.size() != CHANNELS || standardDeviation.size() != CHANNELS) {
      throw new IllegalArgumentException(
          "mean %s and standard deviation %s must have 3 numbers each"
              .formatted(mean, standardDeviation));
    }
    if (!mean.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("mean %s must be finite".formatted(mean));
    }
    if (!standardDeviation.stream().allMatch(value -> value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "standard deviation %s must be finite and above 0".formatted(standardDeviation));
    }
  }
}
