package org.recu.train;

import org.recu.binarize.Tau;

/**
 * Learning rate and tau of every epoch.
 *
 * <p>With warm-up, the learning rate climbs to the base rate in five equal steps over the first
 * five epochs, and the decay starts with the fifth: {@code t = epoch - 4} of {@code T = epochs -
 * 4}. (For the linear decay, the published program subtracts the warm-up twice; this one does not.)
 */
public final class Schedule {

  private static final int WARM_UP = 5;

  private final ScheduleOptions options;
  private final Tau tau;

  /**
   * Creates the schedule of a run.
   *
   * @throws IllegalArgumentException unless {@code 0.5 < tauMin <= tauMax < 1}
   */
  public Schedule(ScheduleOptions options) {
    this.options = options;
    this.tau = new Tau(options.tauMin(), options.tauMax());
  }

  /** Number of epochs. */
  public int epochs() {
    return options.epochs();
  }

  /**
   * Learning rate of an epoch.
   *
   * @param epoch from 0
   */
  public double learningRate(int epoch) {
    double base = options.learningRate();
    if (options.warmUp() && epoch < WARM_UP) {
      return base * (epoch + 1) / WARM_UP;
    }
    int skipped = options.warmUp() ? WARM_UP - 1 : 0;
    int elapsed = epoch - skipped;
    double share = (double) elapsed / (options.epochs() - skipped);
    return switch (options.kind()) {
      case COS -> base * (1 + Math.cos(Math.PI * share)) / 2;
      case STEP ->
          base
              * Math.pow(
                  0.1,
                  (double)
                      options.milestones().stream()
                          .filter(milestone -> milestone <= elapsed)
                          .count());
      case LINEAR -> base * (1 - share);
    };
  }

  /**
   * Tau of an epoch: the quantile at which ReCU clamps.
   *
   * @param epoch from 0
   */
  public double tau(int epoch) {
    return tau.at(epoch, options.epochs());
  }
}
