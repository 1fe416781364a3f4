package org.recu.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the speed of a network's graph on a batch in memory. A pass counts with the median of
 * its runs, so that a single disturbed run has no effect.
 */
public final class GraphBenchmark {

  /** Traced runs that count. One precedes them, because the first trace is slower. */
  private static final int TRACED = 3;

  private GraphBenchmark() {}

  /**
   * Measures speed and shares of time.
   *
   * @param subject anything but {@link Subject#PIPELINE} and {@link Subject#PACKED}
   * @throws IOException if the network cannot be exported or loaded
   */
  public static Measurement measure(
      Subject subject, MeasuredNetwork measured, Repetition repetition) throws IOException {
    try (Workload workload = open(subject, measured)) {
      Throughput throughput =
          repetition.measure(end -> measured.batchSize() / median(workload, end));
      workload.trace();
      List<StepTrace> steps = new ArrayList<>();
      for (int i = 0; i < TRACED; i++) {
        steps.add(StepTrace.of(workload.trace()));
      }
      return new Measurement(throughput, OpShares.of(steps), steps);
    }
  }

  private static Workload open(Subject subject, MeasuredNetwork measured) throws IOException {
    return switch (subject) {
      case STEP -> StepWorkload.of(measured);
      case EVALUATE -> ClassifierWorkload.evaluation(measured);
      case SAVEDMODEL -> ClassifierWorkload.savedModel(measured);
      case PIPELINE, PACKED -> throw new IllegalArgumentException(subject + " has no graph");
    };
  }

  /** The median duration of a run in seconds, over at least one run. */
  private static double median(Workload workload, long end) {
    List<Double> seconds = new ArrayList<>();
    do {
      long start = System.nanoTime();
      workload.run();
      seconds.add((System.nanoTime() - start) / 1e9);
    } while (System.nanoTime() < end);
    return Throughput.of(seconds).median();
  }
}
