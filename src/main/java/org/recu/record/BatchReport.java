package org.recu.record;

import org.recu.score.Scores;

/**
 * The results of one training step's batch, in addition to its {@link StepReport}.
 *
 * @param scores of the batch's images
 * @param tau of the step
 * @param dataWaitSeconds the part of the step spent waiting for data
 */
public record BatchReport(Scores scores, double tau, double dataWaitSeconds) {}
