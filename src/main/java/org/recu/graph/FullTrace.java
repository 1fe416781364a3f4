package org.recu.graph;

import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.StepStats;

/** Runs a session under TensorFlow's own trace, which says of every op when it ran. */
public final class FullTrace {

  private static final RunOptions OPTIONS =
      RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();

  private FullTrace() {}

  /**
   * Runs, and lets go of what the run gives back.
   *
   * @param runner with everything fed and fetched
   * @return an entry a device and in it one for every op that ran
   */
  public static StepStats run(Session.Runner runner) {
    try (Result result = runner.setOptions(OPTIONS).runAndFetchMetadata()) {
      return result.getMetadata().orElseThrow().getStepStats();
    }
  }
}
