package org.recu.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How often and how long to measure.
 *
 * @param passes measurements that count, at least 1, after one to warm up
 * @param seconds duration of each, above 0; the current batch is completed
 */
public record Repetition(int passes, double seconds) {

  /** One measurement. */
  @FunctionalInterface
  interface Pass {

    /**
     * Measures until a point in time.
     *
     * @param end of the measurement by {@link System#nanoTime}
     * @return images per second
     */
    double rate(long end) throws IOException;
  }

  /** Measures {@code passes} times and summarises the results. */
  Throughput measure(Pass pass) throws IOException {
    List<Double> rates = new ArrayList<>();
    for (int number = 0; number <= passes; number++) {
      double rate = pass.rate(System.nanoTime() + (long) (1e9 * seconds));
      // During the first pass the JVM compiles, and TensorFlow prepares its kernels and allocator.
      if (number > 0) {
        rates.add(rate);
      }
    }
    return Throughput.of(rates);
  }
}
