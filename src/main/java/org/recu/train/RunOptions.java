package org.recu.train;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Where a run's files go and when they are written.
 *
 * @param folder the run's folder ({@code --results_dir/--save})
 * @param resume go on from the folder's latest checkpoint
 * @param startEpoch epoch of the schedule at which a new run starts, from 0
 * @param maxSteps stop after so many steps of this run
 * @param checkpointSteps checkpoint within an epoch after every so many steps
 * @param keep how many of the last checkpoints stay, beside the best
 * @param printFreq progress is reported every so many steps
 * @param timeEstimate whether the finishing time is estimated after every epoch
 * @param logSteps whether every step goes into {@code steps.jsonl}
 * @param tensorBoard whether TensorBoard's event files are written
 */
public record RunOptions(
    Path folder,
    boolean resume,
    OptionalInt startEpoch,
    OptionalInt maxSteps,
    OptionalInt checkpointSteps,
    int keep,
    int printFreq,
    boolean timeEstimate,
    boolean logSteps,
    boolean tensorBoard) {}
