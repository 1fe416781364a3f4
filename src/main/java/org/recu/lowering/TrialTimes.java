package org.recu.lowering;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How long a layer took in a trial, in each way.
 *
 * @param least milliseconds of a batch
 * @param settled whether the two least times agree, of the best way and of those that come near it.
 *     Bursts of other work on the machine make them differ, and then their order can be wrong
 */
public record TrialTimes(Map<SumsBy, Double> least, boolean settled) {

  /** By how much two times may differ to agree. */
  private static final double AGREEMENT = 1.15;

  /** How much longer than the best a way may take to come near it. */
  private static final double NEAR = 1.5;

  public TrialTimes {
    least = Collections.unmodifiableMap(new EnumMap<>(least));
  }

  /**
   * The outcome of several rounds.
   *
   * @param rounds the milliseconds of each way, at least one and in no order
   */
  static TrialTimes of(Map<SumsBy, List<Double>> rounds) {
    Map<SumsBy, Double> least = new EnumMap<>(SumsBy.class);
    rounds.forEach((way, times) -> least.put(way, Collections.min(times)));
    double best = Collections.min(least.values());
    return new TrialTimes(
        least,
        rounds.values().stream()
            .filter(times -> Collections.min(times) <= NEAR * best)
            .allMatch(TrialTimes::agree));
  }

  private static boolean agree(List<Double> times) {
    List<Double> sorted = times.stream().sorted().toList();
    return sorted.size() > 1 && sorted.get(1) <= AGREEMENT * sorted.get(0);
  }
}
