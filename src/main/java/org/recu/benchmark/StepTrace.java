package org.recu.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.StepStats;

/**
 * The ops of one run of a graph.
 *
 * @param ops at least one, by the time at which they start
 */
public record StepTrace(List<OpRun> ops) {

  public StepTrace {
    if (ops.isEmpty()) {
      throw new IllegalArgumentException("a trace without ops");
    }
    ops = ops.stream().sorted(Comparator.comparingLong(OpRun::start)).toList();
  }

  /**
   * What TensorFlow's trace says.
   *
   * @throws IllegalArgumentException where it tells of no op
   */
  static StepTrace of(StepStats stats) {
    List<OpRun> ops = new ArrayList<>();
    for (DeviceStepStats device : stats.getDevStatsList()) {
      // A GPU's streams tell of the same ops once more.
      if (!device.getDevice().contains("/stream:")) {
        device.getNodeStatsList().forEach(node -> ops.add(OpRun.of(node)));
      }
    }
    return new StepTrace(ops);
  }

  /** When the first op starts, in nanoseconds of the clock. */
  long start() {
    return ops.get(0).start();
  }

  /** Nanoseconds from the start of the first op to the end of the last. */
  long span() {
    return ops.stream().mapToLong(OpRun::end).max().getAsLong() - start();
  }
}
