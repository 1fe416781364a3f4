package org.recu.checkpoint;

/**
 * Running sums over the steps of an epoch that are done, so that a resumed epoch reports what an
 * uninterrupted one would have.
 *
 * @param loss the sum of every image's loss
 * @param top1 images whose first answer was right
 * @param top5 images with the right answer among the first five
 * @param images images seen
 * @param seconds time spent training
 * @param dataWaitSeconds the part of it that was waiting for data
 * @param teacherSeconds the part of it that the teacher took
 */
public record EpochSums(
    double loss,
    long top1,
    long top5,
    long images,
    double seconds,
    double dataWaitSeconds,
    double teacherSeconds) {

  /** Before the first step. */
  public static final EpochSums ZERO = new EpochSums(0, 0, 0, 0, 0, 0, 0);
}
