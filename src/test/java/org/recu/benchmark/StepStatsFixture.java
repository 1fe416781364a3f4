package org.recu.benchmark;

import java.util.List;
import org.tensorflow.proto.AllocationDescription;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.NodeOutput;
import org.tensorflow.proto.StepStats;
import org.tensorflow.proto.TensorDescription;
import org.tensorflow.proto.TensorShapeProto;

/** Traces in TensorFlow's format. */
final class StepStatsFixture {

  /** Their start, in nanoseconds since 1970. */
  static final long BEGIN = 1_700_000_000_000_000_000L;

  private StepStatsFixture() {}

  /** A trace of one device. */
  static StepStats step(NodeExecStats... ops) {
    return StepStats.newBuilder().addDevStats(device("/device:CPU:0", ops)).build();
  }

  static DeviceStepStats device(String name, NodeExecStats... ops) {
    return DeviceStepStats.newBuilder().setDevice(name).addAllNodeStats(List.of(ops)).build();
  }

  /** An op between two times in nanoseconds since the start, with an output of 4x2. */
  static NodeExecStats op(String node, String type, long start, long end) {
    return NodeExecStats.newBuilder()
        .setNodeName(node)
        .setTimelineLabel("[mklcpu 4.0MB 4.0MB] %s = %s(a, b)".formatted(node, type))
        // TensorFlow calls the kernel a little after the start of the op.
        .setAllStartNanos(BEGIN + start - 5)
        .setOpStartRelNanos(5)
        .setOpEndRelNanos(5 + end - start)
        .setAllEndRelNanos(20 + end - start)
        .addOutput(
            NodeOutput.newBuilder()
                .setTensorDescription(
                    TensorDescription.newBuilder()
                        .setAllocationDescription(AllocationDescription.getDefaultInstance())
                        .setShape(
                            TensorShapeProto.newBuilder()
                                .addDim(TensorShapeProto.Dim.newBuilder().setSize(4))
                                .addDim(TensorShapeProto.Dim.newBuilder().setSize(2)))))
        .build();
  }
}
