package org.recu.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.StepStats;

/**
 * The ops of one run of a graph.
 *
 * @param ops at least one, in the order in which they start
 */
public record StepTrace(List<OpRun> ops) {

  public StepTrace {
    if (ops.isEmpty()) {
      throw new IllegalArgumentException("a trace without ops");
    }
    ops = ops.stream().sorted(Comparator.comparingLong(OpRun::start)).toList();
  }

  /**
   * Reads TensorFlow's trace.
   *
   * @throws IllegalArgumentException if it has no ops
   */
  static StepTrace of(StepStats stats) {
    List<OpRun> ops = new ArrayList<>();
    for (DeviceStepStats device : stats.getDevStatsList()) {
      // The streams of a GPU report the same ops again.
      if (!device.getDevice().contains("/stream:")) {
        device.getNodeStatsList().forEach(node -> ops.add(OpRun.of(node)));
      }
    }
    return new StepTrace(ops);
  }

  /** The start of the first op, in nanoseconds since 1970. */
  long start() {
    return ops.get(0).start();
  }

  /** Nanoseconds from the start of the first op to the end of the last. */
  long span() {
    return ops.stream().mapToLong(OpRun::end).max().getAsLong() - start();
  }
}
