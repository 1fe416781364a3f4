package org.recu.tensorboard;

import java.util.List;

/**
 * A histogram with bins of equal width from the least to the greatest number.
 *
 * @param least number
 * @param greatest number
 * @param sum of the numbers
 * @param sumOfSquares of the numbers
 * @param counts how many numbers are in each bin
 */
public record Histogram(
    double least, double greatest, double sum, double sumOfSquares, List<Integer> counts) {

  public Histogram {
    counts = List.copyOf(counts);
  }

  /** How many numbers there are. */
  long count() {
    return counts.stream().mapToLong(Integer::longValue).sum();
  }

  /** Upper limit of a bin. */
  double limit(int bin) {
    return least + (greatest - least) * (bin + 1) / counts.size();
  }
}
