package org.recu.graph;

import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.StepStats;

/** Runs a session with TensorFlow's trace, which records when each op ran. */
public final class FullTrace {

  private static final RunOptions OPTIONS =
      RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();

  private FullTrace() {}

  /**
   * Runs, and discards the results.
   *
   * @param runner with all feeds and fetches
   * @return the ops that ran on each device
   */
  public static StepStats run(Session.Runner runner) {
    try (Result result = runner.setOptions(OPTIONS).runAndFetchMetadata()) {
      return result.getMetadata().orElseThrow().getStepStats();
    }
  }
}
