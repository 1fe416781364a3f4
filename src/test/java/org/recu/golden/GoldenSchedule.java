package org.recu.golden;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;

/**
 * Learning rate and tau, epoch by epoch.
 *
 * @param epochs of the schedule
 * @param learningRate the base learning rate
 * @param warmUp whether the first five epochs climb to it
 * @param kind {@code cos}, {@code step} or {@code linear}
 * @param milestones of {@code step}
 * @param learningRateAt of every epoch, from 0
 * @param tauAt of every epoch, from 0, between 0.85 and 0.99
 */
public record GoldenSchedule(
    int epochs,
    @JsonProperty("lr") double learningRate,
    boolean warmUp,
    @JsonProperty("lr_type") String kind,
    @JsonProperty("lr_decay_step") List<Integer> milestones,
    @JsonProperty("lr_at") List<Double> learningRateAt,
    List<Double> tauAt) {

  /** Every schedule of the golden file. */
  public static List<GoldenSchedule> all() {
    return GoldenFile.json("schedules.json", new TypeReference<>() {});
  }

  @Override
  public String toString() {
    return "%s over %d epochs%s".formatted(kind, epochs, warmUp ? ", warm-up" : "");
  }
}
