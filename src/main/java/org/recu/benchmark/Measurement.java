package org.recu.benchmark;

import java.util.List;

/**
 * The result of measuring a graph.
 *
 * @param throughput images per second
 * @param shares of the traced steps' time
 * @param steps traced steps, which are not among the timed ones
 */
public record Measurement(Throughput throughput, OpShares shares, List<StepTrace> steps) {

  public Measurement {
    steps = List.copyOf(steps);
  }
}
