package org.recu.train;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Where a run's files go and when they are written.
 *
 * @param folder the run's folder ({@code --results_dir/--save})
 * @param resume whether to resume from the folder's latest checkpoint
 * @param startEpoch epoch of the schedule at which a new run starts, from 0
 * @param maxSteps stop after this many steps of this call
 * @param checkpointSteps save a checkpoint within an epoch every this many steps
 * @param keep how many of the latest checkpoints are kept, beside the best
 * @param printFreq progress is reported every this many steps
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
    boolean tensorBoard) {

  /** A new run in a folder, with the defaults of the command line. */
  public static RunOptions in(Path folder) {
    return new RunOptions(
        folder,
        false,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        3,
        100,
        true,
        false,
        true);
  }

  /** The same, resumed from the folder's latest checkpoint. */
  public RunOptions resumed() {
    return new RunOptions(
        folder,
        true,
        startEpoch,
        maxSteps,
        checkpointSteps,
        keep,
        printFreq,
        timeEstimate,
        logSteps,
        tensorBoard);
  }
}
