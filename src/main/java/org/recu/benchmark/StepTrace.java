package org.recu.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.StepStats;

/**
 * The ops of one run of a graph.
 *
 * @param ops at least one, in the order in which they start
 */
public record StepTrace(List<OpRun> ops) {

  /**
   * A device that runs ops. A GPU's streams, copies and waiting are listed as devices too, such as
   * {@code /device:GPU:0/stream:all}: they repeat the same ops, in microseconds of another field.
   */
  private static final Pattern DEVICE = Pattern.compile(".*/device:\\w+:\\d+");

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
      if (DEVICE.matcher(device.getDevice()).matches()) {
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
