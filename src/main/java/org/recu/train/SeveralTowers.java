package org.recu.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recu.graph.CollectiveGroup;
import org.recu.graph.ImageInput;
import org.recu.graph.LiveParameters;
import org.recu.graph.Variable;
import org.recu.lowering.WholeBatch;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/**
 * Towers on several devices that share variables and a batch.
 *
 * <p>The variables are on the first device. A step copies them to the others, and the gradients
 * back, packed into a few vectors. The running statistics are those of the first tower, as with
 * PyTorch's DataParallel.
 */
final class SeveralTowers {

  /** Elements of a buffer: 32 MiB. */
  private static final long BUFFER = 8 << 20;

  /** Key of the group of devices that exchange batch statistics. */
  private static final int GROUP = 1;

  private final StepGradients step;
  private final List<Operand<TFloat32>> images;
  private final GraphDef forwardGraph;

  /**
   * Adds the towers.
   *
   * @param tf ops of a graph
   * @param learning what is learnt
   * @param towers at least two
   * @param parameters of the graph; they get the updates of the running statistics
   * @param inputs of the graph
   */
  SeveralTowers(
      Ops tf, Learning learning, Towers towers, LiveParameters parameters, StepInputs inputs) {
    GradientBuffers packing = new GradientBuffers(StepGradients.trained(learning), BUFFER);
    CollectiveGroup group = new CollectiveGroup(GROUP, towers.size());
    Optional<WholeBatch.Exchange> exchange =
        towers.syncBatchNorm() ? Optional.of(group::gather) : Optional.empty();
    TowerFunction function =
        new TowerFunction((Graph) inputs.labels().op().env(), learning, towers, packing, exchange);
    forwardGraph = function.forwardGraph();
    List<Operand<TFloat32>> values =
        parameters.variables().stream().<Operand<TFloat32>>map(Variable::value).toList();
    BatchSplit split = new BatchSplit(tf.withSubScope("split"), inputs.labels(), towers.size());
    images = new ArrayList<>();
    List<TowerFunction.Result> results = new ArrayList<>();
    List<Operand<TFloat32>> logits = new ArrayList<>();
    for (int i = 0; i < towers.size(); i++) {
      int tower = i;
      Ops onDevice = tf.withSubScope(TrainingGraph.TOWER).withDevice(towers.devices().placement(i));
      ImageInput own =
          ImageInput.of(
              onDevice, split.rows(inputs.images().pixels(), i), learning.normalization());
      images.add(own.normalized());
      TowerFunction.Result result =
          function.call(
              onDevice,
              new TowerInputs(
                  own.normalized(),
                  split.rows(inputs.labels(), i),
                  inputs.teacher().map(teacher -> split.rows(teacher, tower)),
                  inputs.tau(),
                  Optional.of(split.share(i))),
              values);
      results.add(result);
      logits.add(split.counted(result.logits(), i));
    }
    results.get(0).statistics().forEach((which, value) -> parameters.update(which, ops -> value));
    Ops sum = tf.withSubScope("sum").withDevice(towers.devices().placement(0));
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (int i = 0; i < packing.size(); i++) {
      int buffer = i;
      gradients.add(
          sum.math.addN(results.stream().map(result -> result.gradients().get(buffer)).toList()));
    }
    step =
        new StepGradients(
            sum.math.addN(results.stream().map(TowerFunction.Result::loss).toList()),
            tf.concat(logits, tf.constant(0)),
            packing.unpack(sum, gradients));
  }

  /** The step, with the gradients of the whole batch. */
  StepGradients step() {
    return step;
  }

  /** Each tower's normalised images: (rows, size, size, 3), float32. */
  List<Operand<TFloat32>> images() {
    return images;
  }

  /** The forward pass of one tower up to its loss, for graph viewers. */
  GraphDef forwardGraph() {
    return forwardGraph;
  }
}
