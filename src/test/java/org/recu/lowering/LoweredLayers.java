package org.recu.lowering;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.recu.binarize.Recu;
import org.recu.graph.Device;
import org.recu.graph.LiveParameters;
import org.recu.graph.TestGraph;
import org.recu.graph.Variable;
import org.recu.nn.Architecture;
import org.recu.nn.Real;
import org.recu.nn.TensorShape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A few layers, lowered in each way over the same variables. */
final class LoweredLayers {

  private static final float TAU = 0.9f;

  private final Ops tf;
  private final Architecture architecture;
  private final LiveParameters parameters;

  /**
   * Declares the layers.
   *
   * @param input (height, width, channels) or (features)
   */
  LoweredLayers(TestGraph graph, TensorShape input, UnaryOperator<Real> layers) {
    tf = graph.tf();
    architecture = Architecture.of(input, layers);
    parameters = new LiveParameters(tf, architecture.parameters(), 1);
  }

  Operand<TFloat32> training(Operand<TFloat32> input) {
    return training(input, Arithmetic.FLOAT32);
  }

  Operand<TFloat32> training(Operand<TFloat32> input, Arithmetic arithmetic) {
    Tower.Target target = new Tower.Target(Device.cpu(), arithmetic);
    return Tower.training(tf, target, context()).logits(architecture, input);
  }

  Operand<TFloat32> evaluation(Operand<TFloat32> input) {
    return Tower.evaluation(tf, parameters, new Recu()).logits(architecture, input);
  }

  /** The layers by a lowering of this package. */
  Value lowered(Function<TrainingContext, GraphLowering> lowering, Operand<TFloat32> input) {
    return architecture.lower(lowering.apply(context()), new Value.Plain(input));
  }

  TrainingContext context() {
    return TrainingContext.of(
        parameters, Tower.Target.cpu().fusions(tf), new Recu(), tf.constant(TAU));
  }

  LiveParameters parameters() {
    return parameters;
  }

  Variable variable(String name) {
    return parameters.variables().stream()
        .filter(variable -> variable.parameter().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  Operand<TFloat32> value(String name) {
    return variable(name).value();
  }
}
