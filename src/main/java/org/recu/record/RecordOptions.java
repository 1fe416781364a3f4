package org.recu.record;

/**
 * What is recorded of a run.
 *
 * @param epochs of the whole run
 * @param printFreq number of steps between progress lines
 * @param timeEstimate whether to estimate the finishing time after every epoch
 * @param logSteps whether to write every step to {@code steps.jsonl}
 * @param tensorBoard whether to write event files
 */
public record RecordOptions(
    int epochs, int printFreq, boolean timeEstimate, boolean logSteps, boolean tensorBoard) {}
