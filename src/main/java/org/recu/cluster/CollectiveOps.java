package org.recu.cluster;

import java.util.HashSet;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * TensorFlow's collective ops between workers. The ops of two processes belong together if they
 * have the same key; keys are counted, so all workers must add the same ops in the same order.
 */
public final class CollectiveOps {

  /** The only group: all workers. */
  private static final int GROUP = 1;

  private final ClusterOptions options;

  /** Keys of ops with a name begin here, above those that are counted. */
  private static final int NAMED = 1 << 30;

  private static final int MOST_NAMED = NAMED - 1;

  /** The names that were given, as numbers. */
  private final Set<Integer> names = new HashSet<>();

  /** Key of the next op. */
  private int nextKey = 1;

  CollectiveOps(ClusterOptions options) {
    this.options = options;
  }

  /**
   * The sum of a tensor over all workers, the same bits at each: every part of the tensor is added
   * up along one ring and then handed round.
   *
   * @param tensor (any shape), float32; the shape must be the same at all workers
   */
  public Operand<TFloat32> sum(Ops tf, Operand<TFloat32> tensor) {
    OperationBuilder op = builder(tf, "CollectiveReduce");
    op.addInput(tensor.asOutput());
    op.setAttr("merge_op", "Add").setAttr("final_op", "Id");
    op.setAttr("subdiv_offsets", new long[] {0});
    return op.build().output(0).expect(TFloat32.class);
  }

  /**
   * Sends the chief's value of a tensor to all workers. Only the chief adds this op, where the
   * others add {@link #receive}.
   *
   * @param tensor float32
   * @param shape of the tensor
   */
  public Operand<TFloat32> send(Ops tf, Operand<TFloat32> tensor, Shape shape) {
    OperationBuilder op = builder(tf, "CollectiveBcastSend");
    op.addInput(tensor.asOutput());
    return op.setAttr("shape", shape).build().output(0).expect(TFloat32.class);
  }

  /**
   * The chief's value of a tensor.
   *
   * @param shape of the tensor
   */
  public Operand<TFloat32> receive(Ops tf, Shape shape) {
    OperationBuilder op = builder(tf, "CollectiveBcastRecv");
    op.setAttr("T", DataType.DT_FLOAT);
    return op.setAttr("shape", shape).build().output(0).expect(TFloat32.class);
  }

  /**
   * The rows of all workers, in their order. Other than the rest, it may be added while gradients
   * are, when the shape of an operand cannot be asked for.
   *
   * @param name of the exchange, the same at all workers and given once in a process
   * @param row (1, n), float32
   * @return (workers, n)
   */
  public Operand<TFloat32> gather(Ops tf, String name, Operand<TFloat32> row) {
    OperationBuilder op = tf.scope().opBuilder("CollectiveGatherV2", "CollectiveGatherV2");
    op.addInput(row.asOutput());
    op.addInput(tf.constant(options.size()).asOutput());
    op.addInput(tf.constant(GROUP).asOutput());
    op.addInput(tf.constant(NAMED + (name.hashCode() & MOST_NAMED)).asOutput());
    op.addInputList(new Output<?>[0]);
    op.setAttr("T", DataType.DT_FLOAT);
    op.setAttr("timeout_seconds", (float) options.peerTimeout().toSeconds());
    Output<?> rows = op.build().output(0);
    if (!names.add(name.hashCode() & MOST_NAMED)) {
      throw new IllegalArgumentException("a second exchange is named " + name);
    }
    return rows.expect(TFloat32.class);
  }

  /**
   * The rows of all workers, in their order.
   *
   * @param row (1, n), int64
   * @return (workers, n)
   */
  Operand<TInt64> gather(Ops tf, Operand<TInt64> row, long n) {
    OperationBuilder op = builder(tf, "CollectiveGather");
    op.addInput(row.asOutput());
    op.setAttr("shape", Shape.of(options.size(), n));
    Output<?> rows = op.build().output(0);
    return rows.expect(TInt64.class);
  }

  private OperationBuilder builder(Ops tf, String type) {
    OperationBuilder op = tf.scope().opBuilder(type, type);
    return op.setAttr("group_size", options.size())
        .setAttr("group_key", GROUP)
        .setAttr("instance_key", nextKey++)
        .setAttr("communication_hint", "auto")
        .setAttr("timeout_seconds", (float) options.peerTimeout().toSeconds());
  }
}
