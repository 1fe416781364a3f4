package org.recu.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How often something is measured.
 *
 * @param passes measurements that count, at least 1; one to warm up goes before them
 * @param seconds that each lasts, above 0; it ends with the batch under way
 */
public record Repetition(int passes, double seconds) {

  /** A measurement. */
  @FunctionalInterface
  interface Pass {

    /**
     * Takes it.
     *
     * @param end of it, in {@link System#nanoTime}
     * @return images a second
     */
    double rate(long end) throws IOException;
  }

  /** Takes all measurements. */
  Throughput measure(Pass pass) throws IOException {
    List<Double> rates = new ArrayList<>();
    for (int number = 0; number <= passes; number++) {
      double rate = pass.rate(System.nanoTime() + (long) (1e9 * seconds));
      // The first is for the virtual machine, to find out what is worth compiling, and for
      // TensorFlow, to prepare its kernels and fill its allocator.
      if (number > 0) {
        rates.add(rate);
      }
    }
    return Throughput.of(rates);
  }
}
