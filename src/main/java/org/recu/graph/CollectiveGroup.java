package org.recu.graph;

import java.util.HashSet;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;

/**
 * Devices that exchange tensors by TensorFlow's collective ops. Each member runs the same ops; an
 * op ends when all members have run it.
 *
 * <p>Members find each other's ops by name: equal names are one exchange.
 */
public final class CollectiveGroup {

  private final int key;
  private final int size;
  private final Set<Integer> taken = new HashSet<>();

  /**
   * A group.
   *
   * @param key its number, equal on all members and unique in the process
   * @param size number of members
   */
  public CollectiveGroup(int key, int size) {
    this.key = key;
    this.size = size;
  }

  /**
   * Gathers a row from each member.
   *
   * @param tf where the op goes
   * @param name of the exchange, given once in a graph
   * @param row (1, n), float32
   * @return (size, n), the members' rows, in the same order on all of them
   */
  public Operand<TFloat32> gather(Ops tf, String name, Operand<TFloat32> row) {
    OperationBuilder gather = tf.scope().opBuilder("CollectiveGatherV2", "gather");
    gather.addInput(row.asOutput());
    gather.addInput(tf.constant(size).asOutput());
    gather.addInput(tf.constant(key).asOutput());
    gather.addInput(tf.constant(instance(name)).asOutput());
    gather.addInputList(new Output<?>[0]);
    gather.setAttr("T", DataType.DT_FLOAT);
    return gather.build().output(0);
  }

  /** The options of a run that these ops are part of: without them it has no collective ops. */
  public static RunOptions runOptions() {
    return RunOptions.newBuilder()
        .setExperimental(RunOptions.Experimental.newBuilder().setCollectiveGraphKey(1))
        .build();
  }

  /** The number of an exchange: a function of its name, so that members need no common order. */
  private int instance(String name) {
    int number = name.hashCode() & Integer.MAX_VALUE;
    if (!taken.add(number)) {
      throw new IllegalArgumentException("a second exchange is named " + name);
    }
    return number;
  }
}
