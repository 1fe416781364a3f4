package org.recu.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recu.fusion.Fusions;
import org.recu.graph.TrainedParameters;
import org.recu.lowering.Tower;
import org.recu.lowering.TrainingContext;
import org.recu.lowering.WholeBatch;
import org.recu.nn.Parameter;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A step up to its gradients: of one tower, or summed over several.
 *
 * @param loss scalar: mean over the images; a tower with a share of the batch has the mean over its
 *     own times its share, so that the losses of all towers add up to that of the batch
 * @param logits (batch, classes)
 * @param gradients of the loss with respect to each trained parameter, in the network's order
 */
record StepGradients(
    Operand<TFloat32> loss, Operand<TFloat32> logits, List<Operand<TFloat32>> gradients) {

  /**
   * Adds a tower: forward pass, loss, gradients.
   *
   * @param tf ops of a graph
   * @param learning what is learnt
   * @param target device and arithmetic
   * @param parameters of the same graph
   * @param fusions of the same graph
   * @param inputs of the same graph
   * @param exchange of batch statistics; empty where the tower normalises by its own
   */
  static StepGradients of(
      Ops tf,
      Learning learning,
      Tower.Target target,
      TrainedParameters parameters,
      Fusions fusions,
      TowerInputs inputs,
      Optional<WholeBatch.Exchange> exchange) {
    Optional<WholeBatch> whole =
        exchange.map(among -> new WholeBatch(inputs.share().orElseThrow(), among));
    TrainingContext context =
        new TrainingContext(parameters, fusions, learning.binarizer(), inputs.tau(), whole);
    Operand<TFloat32> logits =
        Tower.training(tf.withSubScope(TrainingGraph.TOWER), target, context)
            .logits(learning.network().architecture(), inputs.images());
    Operand<TFloat32> loss = loss(tf.withSubScope("loss"), learning, inputs, logits);
    List<Operand<TFloat32>> values = new ArrayList<>();
    for (Parameter parameter : trained(learning)) {
      values.add(parameters.value(parameter));
    }
    return new StepGradients(loss, logits, gradients(loss, values));
  }

  /** The parameters that have gradients. */
  static List<Parameter> trained(Learning learning) {
    return learning.network().architecture().parameters().stream()
        .filter(parameter -> parameter.kind().trainable())
        .toList();
  }

  private static Operand<TFloat32> loss(
      Ops tf, Learning learning, TowerInputs inputs, Operand<TFloat32> logits) {
    Operand<TFloat32> mean =
        inputs.teacher().isPresent()
            ? Loss.ofTeacher(tf, inputs.teacher().get(), logits)
            : Loss.ofLabels(tf, inputs.labels(), logits, learning.network().classes());
    return inputs.share().isPresent() ? tf.math.mul(mean, inputs.share().get().ratio(tf)) : mean;
  }

  private static List<Operand<TFloat32>> gradients(
      Operand<TFloat32> loss, List<Operand<TFloat32>> values) {
    Output<?>[] with = values.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    Graph graph = (Graph) loss.op().env();
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (Output<?> gradient : graph.addGradients(loss.asOutput(), with)) {
      gradients.add(gradient.expect(TFloat32.class));
    }
    return gradients;
  }
}
