package org.recu.benchmark;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.TensorShapeProto;

/**
 * One execution of an op.
 *
 * @param node its name in the graph
 * @param type such as {@code Conv2D}, or the node's name if TensorFlow does not report a type
 * @param start of its computation, in nanoseconds since 1970
 * @param end of its computation, in nanoseconds since 1970
 * @param outputShape of its first output, such as {@code 128x32x32x16}; empty for a scalar or
 *     without an output
 */
public record OpRun(String node, String type, long start, long end, String outputShape) {

  /** {@code [allocators and sizes] node = Type(inputs)}, with an optional first part. */
  private static final Pattern LABEL = Pattern.compile(".*? = (\\w+)\\(.*", Pattern.DOTALL);

  public OpRun {
    if (end < start) {
      throw new IllegalArgumentException(
          "%s ends %d ns before it starts".formatted(node, start - end));
    }
  }

  /** Reads an op from TensorFlow's trace. */
  static OpRun of(NodeExecStats stats) {
    Matcher label = LABEL.matcher(stats.getTimelineLabel());
    long zero = stats.getAllStartNanos();
    return new OpRun(
        stats.getNodeName(),
        label.matches() ? label.group(1) : stats.getNodeName(),
        zero + stats.getOpStartRelNanos(),
        zero + Math.max(stats.getOpStartRelNanos(), stats.getOpEndRelNanos()),
        shape(stats));
  }

  OpKind kind() {
    return OpKind.of(node, type);
  }

  long nanoseconds() {
    return end - start;
  }

  private static String shape(NodeExecStats stats) {
    if (stats.getOutputCount() == 0) {
      return "";
    }
    List<TensorShapeProto.Dim> dimensions =
        stats.getOutput(0).getTensorDescription().getShape().getDimList();
    return dimensions.stream()
        .map(dimension -> String.valueOf(dimension.getSize()))
        .collect(Collectors.joining("x"));
  }
}
