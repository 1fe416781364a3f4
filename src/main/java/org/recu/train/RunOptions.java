package org.recu.train;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Where a run's files go and when they are written.
 *
 * @param folder the run's folder ({@code --results_dir/--save})
 * @param resume whether to resume from the folder's latest checkpoint
 * @param startEpoch epoch of the schedule at which a new run starts, from 0
 * @param maxSteps stop this process after this many steps
 * @param checkpointSteps also save a checkpoint every this many steps within an epoch
 * @param keep how many of the latest checkpoints are kept, besides the best
 * @param printFreq report progress every this many steps
 * @param timeEstimate whether the finishing time is estimated after every epoch
 * @param logSteps whether every step is logged to {@code steps.jsonl}
 * @param tensorBoard whether TensorBoard event files are written
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

  /** Options of a new run in a folder, with the defaults of the command line. */
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

  /** These options, but resuming from the folder's latest checkpoint. */
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
