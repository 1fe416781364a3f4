package org.recu.packed;

/**
 * How a packed network did on its data set's test images.
 *
 * @param images their number; 0 if it was not recorded
 * @param loss mean cross entropy
 * @param top1 in percent
 * @param top5 in percent
 */
public record PackedScores(long images, double loss, double top1, double top5) {}
