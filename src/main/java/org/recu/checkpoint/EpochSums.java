package org.recu.checkpoint;

import org.recu.score.Scores;

/**
 * Sums over the finished steps of an epoch, so that a resumed epoch reports what an uninterrupted
 * one would have.
 *
 * @param scores of the images that were trained on
 * @param seconds time spent training
 * @param dataWaitSeconds the part of it that was waiting for data
 * @param teacherSeconds the part of it that the teacher took
 */
public record EpochSums(
    Scores scores, double seconds, double dataWaitSeconds, double teacherSeconds) {

  /** Before the first step. */
  public static final EpochSums ZERO = new EpochSums(Scores.NONE, 0, 0, 0);

  /** These sums and those of further steps. */
  public EpochSums plus(EpochSums others) {
    return new EpochSums(
        scores.plus(others.scores),
        seconds + others.seconds,
        dataWaitSeconds + others.dataWaitSeconds,
        teacherSeconds + others.teacherSeconds);
  }
}
