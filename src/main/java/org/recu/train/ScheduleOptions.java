package org.recu.train;

import java.util.List;

/**
 * How learning rate and tau change over the epochs (the published program's {@code --lr_type},
 * {@code --warm_up}, {@code --tau_min}, {@code --tau_max}).
 *
 * @param kind how the learning rate decays
 * @param learningRate the base learning rate, above 0
 * @param epochs epochs of the whole schedule, at least 1
 * @param warmUp whether the learning rate climbs to the base rate over the first five epochs
 * @param milestones epochs at which {@link Kind#STEP} divides by ten, ascending
 * @param tauMin tau of the first epoch, above 0.5
 * @param tauMax tau reached in the last epoch, below 1, not below tauMin
 */
public record ScheduleOptions(
    Kind kind,
    double learningRate,
    int epochs,
    boolean warmUp,
    List<Integer> milestones,
    double tauMin,
    double tauMax) {

  /** How the learning rate decays. */
  public enum Kind {
    /** Half a cosine, from the base learning rate to 0. */
    COS,
    /** Divided by ten at every milestone. */
    STEP,
    /** Linear, from the base learning rate to 0. */
    LINEAR
  }

  public ScheduleOptions {
    milestones = List.copyOf(milestones);
  }

  /** These options with another number of epochs. */
  public ScheduleOptions withEpochs(int number) {
    return new ScheduleOptions(kind, learningRate, number, warmUp, milestones, tauMin, tauMax);
  }

  /** These options with another base learning rate. */
  public ScheduleOptions withLearningRate(double base) {
    return new ScheduleOptions(kind, base, epochs, warmUp, milestones, tauMin, tauMax);
  }
}
