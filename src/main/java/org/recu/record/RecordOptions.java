package org.recu.record;

/**
 * What a run reports.
 *
 * @param epochs of the whole run
 * @param printFreq a progress line every this many steps
 * @param timeEstimate whether the finishing time is estimated after every epoch
 * @param logSteps whether every step goes into {@code steps.jsonl}
 * @param tensorBoard whether event files are written
 */
public record RecordOptions(
    int epochs, int printFreq, boolean timeEstimate, boolean logSteps, boolean tensorBoard) {}
