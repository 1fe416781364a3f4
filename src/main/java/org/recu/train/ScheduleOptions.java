package org.recu.train;

import java.util.List;

/**
 * How learning rate and tau go over the epochs (reference: the published program's {@code
 * --lr_type}, {@code --warm_up}, {@code --tau_min}, {@code --tau_max}).
 *
 * @param kind form of the learning rate's fall
 * @param learningRate the base learning rate, above 0
 * @param epochs epochs of the whole schedule, at least 1
 * @param warmUp whether the first five epochs climb to the base learning rate
 * @param milestones epochs at which {@link Kind#STEP} divides by ten, ascending
 * @param tauMin tau of the first epoch, above 0.5
 * @param tauMax tau that the last epoch comes up to, below 1, not below tauMin
 */
public record ScheduleOptions(
    Kind kind,
    double learningRate,
    int epochs,
    boolean warmUp,
    List<Integer> milestones,
    double tauMin,
    double tauMax) {

  /** Form of the learning rate's fall. */
  public enum Kind {
    /** Half a cosine, from the base learning rate to 0. */
    COS,
    /** A tenth of what it was at every milestone. */
    STEP,
    /** A straight line from the base learning rate to 0. */
    LINEAR
  }

  public ScheduleOptions {
    milestones = List.copyOf(milestones);
  }

  /** This schedule over another number of epochs. */
  public ScheduleOptions withEpochs(int number) {
    return new ScheduleOptions(kind, learningRate, number, warmUp, milestones, tauMin, tauMax);
  }

  /** This schedule with another base learning rate. */
  public ScheduleOptions withLearningRate(double base) {
    return new ScheduleOptions(kind, base, epochs, warmUp, milestones, tauMin, tauMax);
  }
}
