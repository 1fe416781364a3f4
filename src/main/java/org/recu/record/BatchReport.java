package org.recu.record;

/**
 * What the batch of one training step came to, beside its {@link StepReport}.
 *
 * @param means over the batch's images
 * @param tau of the step
 * @param dataWaitSeconds the part of the step that was waiting for data
 */
public record BatchReport(RunningMeans means, double tau, double dataWaitSeconds) {}
