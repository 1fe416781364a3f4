package org.recu.train;

import org.recu.checkpoint.EpochSums;
import org.recu.eval.Scores;
import org.recu.record.RunningMeans;

/** What an epoch's steps have come to so far. */
final class EpochTally {

  private final RunningMeans means = new RunningMeans();
  private EpochSums sums;

  /** Goes on from the sums of an epoch's earlier steps. */
  EpochTally(EpochSums sums) {
    this.sums = sums;
    if (sums.images() > 0) {
      means.add(sums.images(), sums.loss(), sums.top1(), sums.top5());
    }
  }

  /**
   * Takes a step in.
   *
   * @param scores of the step's batch
   * @param lossSum sum over the batch of the loss that it was trained on
   * @param seconds that the step took
   */
  void add(Scores scores, double lossSum, StepSeconds seconds) {
    means.add(scores.images(), lossSum, scores.top1(), scores.top5());
    sums =
        new EpochSums(
            sums.loss() + lossSum,
            sums.top1() + scores.top1(),
            sums.top5() + scores.top5(),
            sums.images() + scores.images(),
            sums.seconds() + seconds.all(),
            sums.dataWaitSeconds() + seconds.dataWait(),
            sums.teacherSeconds() + seconds.teacher());
  }

  /** Means over the images so far. */
  RunningMeans means() {
    return means;
  }

  /** What a checkpoint keeps. */
  EpochSums sums() {
    return sums;
  }
}
