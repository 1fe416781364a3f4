package org.recu.image;

import java.util.List;

/**
 * How pixels are brought to a common scale: {@code (pixel / 255 - mean) / std}, channel by channel.
 *
 * @param mean of red, green and blue, of pixels in 0..1
 * @param std standard deviation of red, green and blue, of pixels in 0..1, above 0
 */
public record Normalization(List<Double> mean, List<Double> std) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if there are not three means and three deviations above 0
   */
  public Normalization {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != 3 || std.size() != 3) {
      throw new IllegalArgumentException(
          "mean " + mean + " and std " + std + " must have three values each: red, green, blue");
    }
    if (std.stream().anyMatch(value -> !(value > 0))) {
      throw new IllegalArgumentException("std " + std + " must be above 0");
    }
  }
}
