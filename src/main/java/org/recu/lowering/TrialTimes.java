package org.recu.lowering;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How long a layer took in a trial, in each way.
 *
 * @param least milliseconds of a batch
 * @param settled whether the two least times of every way agree. Other work on the machine makes
 *     them differ, and then their order can be wrong
 */
public record TrialTimes(Map<SumsBy, Double> least, boolean settled) {

  /** By how much two times may differ to agree. */
  private static final double AGREEMENT = 1.15;

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
    boolean settled = true;
    for (Map.Entry<SumsBy, List<Double>> way : rounds.entrySet()) {
      List<Double> sorted = way.getValue().stream().sorted().toList();
      least.put(way.getKey(), sorted.get(0));
      settled &= sorted.size() > 1 && sorted.get(1) <= AGREEMENT * sorted.get(0);
    }
    return new TrialTimes(least, settled);
  }
}
