package org.recu.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how fast a network's graph is on a batch in memory. A pass counts with the median of its
 * runs, so that what disturbs one of them does not show.
 */
public final class GraphBenchmark {

  /** Runs that are traced; one goes before them, since the first trace is slower. */
  private static final int TRACED = 3;

  private GraphBenchmark() {}

  /**
   * Measures it.
   *
   * @param subject not {@link Subject#PIPELINE}
   * @throws IOException if the network cannot be exported and loaded
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
      case PIPELINE -> throw new IllegalArgumentException("the pipeline has no graph");
    };
  }

  /** Median of the seconds of a run, over at least one run. */
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
