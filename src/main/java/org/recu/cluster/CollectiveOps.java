package org.recu.cluster;

import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * TensorFlow's collective ops in the form that sessions run: keys are attributes. The ops of two
 * processes belong together if they have the same key, so all processes must add the same ops in
 * the same order.
 */
public final class CollectiveOps {

  /** The only group: all workers. */
  private static final int GROUP = 1;

  private final ClusterOptions options;

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
   * The chief's value of a tensor.
   *
   * @param tensor the chief's value; another worker's tensor counts for its shape only, and is not
   *     computed
   * @param shape of the tensor
   */
  public Operand<TFloat32> fromChief(Ops tf, Operand<TFloat32> tensor, Shape shape) {
    OperationBuilder op =
        builder(tf, options.leads() ? "CollectiveBcastSend" : "CollectiveBcastRecv");
    if (options.leads()) {
      op.addInput(tensor.asOutput());
    } else {
      op.setAttr("T", org.tensorflow.proto.DataType.DT_FLOAT);
    }
    op.setAttr("shape", shape);
    return op.build().output(0).expect(TFloat32.class);
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
