package org.recu.benchmark;

import java.util.List;

/**
 * What repeated measurements of a speed come to.
 *
 * @param median of them; of an even number the mean of the two in the middle
 * @param spread greatest less least, by the median
 */
public record Throughput(double median, double spread) {

  /**
   * Sums up measurements.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Throughput of(List<Double> rates) {
    if (rates.isEmpty()) {
      throw new IllegalArgumentException("no measurements");
    }
    List<Double> sorted = rates.stream().sorted().toList();
    int size = sorted.size();
    double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    return new Throughput(median, (sorted.get(size - 1) - sorted.get(0)) / median);
  }
}
