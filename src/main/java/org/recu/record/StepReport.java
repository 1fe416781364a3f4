package org.recu.record;

/**
 * The results of one training step: a line of {@code steps.jsonl}.
 *
 * @param epoch counted from 0
 * @param step counted from 0 over the whole run
 * @param loss mean over the step's batch
 * @param lr learning rate of the step
 * @param seconds that the step took, including waiting for its data
 */
public record StepReport(int epoch, long step, double loss, double lr, double seconds) {}
