package org.recu.record;

import java.util.OptionalDouble;

/**
 * How fast an epoch was.
 *
 * @param imagesPerSecond training images per second, including waiting for data
 * @param dataWait share of the training time spent waiting for data, 0 to 1
 * @param seconds that the epoch took, including validation
 * @param teacherSeconds the part of the training time that the teacher took; empty without one
 */
public record EpochSpeed(
    double imagesPerSecond, double dataWait, double seconds, OptionalDouble teacherSeconds) {}
