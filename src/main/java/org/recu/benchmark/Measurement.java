package org.recu.benchmark;

import java.util.List;

/**
 * What measuring a graph came to.
 *
 * @param throughput images a second
 * @param shares where the time of a step goes
 * @param steps that were traced, apart from those that were timed
 */
public record Measurement(Throughput throughput, OpShares shares, List<StepTrace> steps) {

  public Measurement {
    steps = List.copyOf(steps);
  }
}
