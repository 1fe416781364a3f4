package org.recu.checkpoint;

import org.recu.score.Scores;

/**
 * Sums over the finished steps of an epoch. Checkpoints store them, so that a resumed epoch reports
 * the same numbers as an uninterrupted one.
 *
 * @param scores of the images trained on
 * @param seconds time spent training
 * @param dataWaitSeconds the part of it spent waiting for data
 * @param teacherSeconds the part of it spent in the teacher
 */
public record EpochSums(
    Scores scores, double seconds, double dataWaitSeconds, double teacherSeconds) {

  /** The sums before the first step. */
  public static final EpochSums ZERO = new EpochSums(Scores.NONE, 0, 0, 0);

  /** These sums plus those of further steps. */
  public EpochSums plus(EpochSums others) {
    return new EpochSums(
        scores.plus(others.scores),
        seconds + others.seconds,
        dataWaitSeconds + others.dataWaitSeconds,
        teacherSeconds + others.teacherSeconds);
  }
}
