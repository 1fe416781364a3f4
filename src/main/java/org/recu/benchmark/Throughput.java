package org.recu.benchmark;

import java.util.List;

/**
 * The result of repeated measurements of a speed.
 *
 * @param median of the measurements; of an even number the mean of the two in the middle
 * @param spread difference between largest and smallest, divided by the median
 */
public record Throughput(double median, double spread) {

  /**
   * Summarises measurements.
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
