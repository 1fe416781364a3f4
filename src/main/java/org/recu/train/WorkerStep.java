package org.recu.train;

import java.util.ArrayList;
import java.util.List;
import org.recu.cluster.CollectiveOps;
import org.recu.cluster.Team;
import org.recu.graph.LiveParameters;
import org.recu.lowering.BatchShare;
import org.recu.nn.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * What workers do together in a training step: each has the gradients of its share of the batch,
 * and they are added up.
 *
 * <p>Gradients travel in few large messages, the last layers' first: these are exchanged while the
 * backward pass goes on with the earlier layers.
 */
final class WorkerStep {

  /** Elements of a message: 4 MiB. */
  private static final long MESSAGE = 1 << 20;

  private final Ops tf;
  private final CollectiveOps collectives;
  private final Team team;
  private final Placeholder<TFloat32> images;
  private final Placeholder<TFloat32> total;

  /**
   * Adds the inputs.
   *
   * @param tf where the ops go
   * @param collectives of the workers
   * @param team of this worker
   */
  WorkerStep(Ops tf, CollectiveOps collectives, Team team) {
    this.tf = tf;
    this.collectives = collectives;
    this.team = team;
    images = tf.withName("images").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    total = tf.withName("total").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  }

  /** This worker's share of the batch, to be fed. */
  BatchShare share() {
    return new BatchShare(images, total);
  }

  /** Gathers a row of batch statistics from each worker. */
  Operand<TFloat32> gather(Ops ops, String name, Operand<TFloat32> row) {
    return collectives.gather(ops, name, row);
  }

  /**
   * Adds the gradients of all workers up.
   *
   * @param learning what is learnt
   * @param own step of this worker; loss and logits stay its own
   */
  StepGradients sum(Learning learning, StepGradients own) {
    GradientBuffers packing = new GradientBuffers(StepGradients.trained(learning), MESSAGE);
    List<Operand<TFloat32>> sums = new ArrayList<>();
    for (Operand<TFloat32> packed : packing.pack(tf, own.gradients())) {
      sums.add(collectives.sum(tf, packed));
    }
    return new StepGradients(own.loss(), own.logits(), packing.unpack(tf, sums));
  }

  /**
   * Replaces what this worker would make of the running statistics by what the chief does, as
   * PyTorch's DataParallel takes those of the first device.
   *
   * @param parameters whose updates are complete
   */
  void followStatistics(LiveParameters parameters) {
    List<Parameter> statistics = parameters.updated();
    if (statistics.isEmpty()) {
      return;
    }
    GradientBuffers packing = new GradientBuffers(statistics, MESSAGE);
    List<Operand<TFloat32>> packed = new ArrayList<>();
    if (team.leads()) {
      List<Operand<TFloat32>> own = parameters.newValues(tf);
      List<Operand<TFloat32>> messages = packing.pack(tf, own);
      for (int i = 0; i < packing.size(); i++) {
        packed.add(collectives.send(tf, messages.get(i), packing.shape(i)));
      }
    } else {
      for (int i = 0; i < packing.size(); i++) {
        packed.add(collectives.receive(tf, packing.shape(i)));
      }
    }
    List<Operand<TFloat32>> values = packing.unpack(tf, packed);
    for (int i = 0; i < values.size(); i++) {
      Operand<TFloat32> value = values.get(i);
      parameters.update(statistics.get(i), ops -> value);
    }
  }
}
