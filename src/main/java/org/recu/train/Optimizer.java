package org.recu.train;

import java.util.ArrayList;
import java.util.List;
import org.recu.fusion.Fusions;
import org.recu.graph.Shapes;
import org.recu.graph.Variable;
import org.recu.nn.Initial;
import org.recu.nn.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyMomentum;
import org.tensorflow.types.TFloat32;

/**
 * The update rules, SGD with momentum and Adam. Both add weight decay to the gradient, {@code g +
 * decay p}, as PyTorch does.
 *
 * <p>The framework's own optimizers do not fit: its momentum optimizer makes the learning rate a
 * constant of the graph, and they train every variable they find, including running statistics.
 */
final class Optimizer {

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final double EPSILON = 1e-8;

  private final OptimizerOptions options;
  private final Fusions fusions;
  private final List<Variable> variables;
  private final List<Variable> first;
  private final List<Variable> second;

  /**
   * Adds the optimizer's own variables to the graph.
   *
   * @param tf the graph
   * @param fusions of the same graph
   * @param options the rule and its hyper-parameters
   * @param variables the variables to train
   */
  Optimizer(Ops tf, Fusions fusions, OptimizerOptions options, List<Variable> variables) {
    this.options = options;
    this.fusions = fusions;
    this.variables = List.copyOf(variables);
    boolean adam = options.kind() == OptimizerOptions.Kind.ADAM;
    first = slots(tf, adam ? "adam_m" : "momentum");
    second = adam ? slots(tf, "adam_v") : List.of();
  }

  /** The optimizer's own variables, saved and restored with the network's. */
  List<Variable> slots() {
    List<Variable> slots = new ArrayList<>(first);
    slots.addAll(second);
    return slots;
  }

  /**
   * Adds the update of every variable.
   *
   * <p>SGD: {@code v = momentum v + g; p -= rate v}. Adam: {@code p -= rate sqrt(1 - b2^t) / (1 -
   * b1^t) m / (sqrt(v) + epsilon sqrt(1 - b2^t))}, which is PyTorch's formula with numerator and
   * denominator multiplied by the same root; TensorFlow's op takes that epsilon as a number.
   *
   * @param after ops that run after all gradients
   * @param gradients one per variable, in the same order
   * @param learningRate scalar, float32
   * @param step scalar, float32: number of this update, from 1
   */
  List<Op> apply(
      Ops after,
      List<Operand<TFloat32>> gradients,
      Operand<TFloat32> learningRate,
      Operand<TFloat32> step) {
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      Operand<TFloat32> gradient = decayed(after, gradients.get(i), variables.get(i));
      updates.add(
          options.kind() == OptimizerOptions.Kind.ADAM
              ? adam(after, i, gradient, learningRate, step)
              : momentum(after, i, gradient, learningRate));
    }
    return updates;
  }

  private Op momentum(Ops tf, int i, Operand<TFloat32> gradient, Operand<TFloat32> learningRate) {
    return tf.train.resourceApplyMomentum(
        variables.get(i).handle(),
        first.get(i).handle(),
        learningRate,
        gradient,
        tf.constant((float) options.momentum()),
        ResourceApplyMomentum.useNesterov(false));
  }

  private Op adam(
      Ops tf,
      int i,
      Operand<TFloat32> gradient,
      Operand<TFloat32> learningRate,
      Operand<TFloat32> step) {
    Operand<TFloat32> beta2Power = tf.math.pow(tf.constant(BETA2), step);
    return tf.train.resourceApplyAdam(
        variables.get(i).handle(),
        first.get(i).handle(),
        second.get(i).handle(),
        tf.math.pow(tf.constant(BETA1), step),
        beta2Power,
        learningRate,
        tf.constant(BETA1),
        tf.constant(BETA2),
        tf.math.mul(
            tf.constant((float) EPSILON), tf.math.sqrt(tf.math.sub(tf.constant(1f), beta2Power))),
        gradient);
  }

  private Operand<TFloat32> decayed(Ops tf, Operand<TFloat32> gradient, Variable variable) {
    if (options.weightDecay() == 0 || !options.decayed().includes(variable.parameter().name())) {
      return gradient;
    }
    Shape shape = Shapes.of(variable.parameter().shape());
    return fusions
        .define(
            "decayed",
            List.of(shape, shape),
            (ops, in) ->
                ops.math.add(
                    in.get(0),
                    ops.math.mul(in.get(1), ops.constant((float) options.weightDecay()))))
        .apply(tf, List.of(gradient, variable.value()));
  }

  private List<Variable> slots(Ops tf, String suffix) {
    return variables.stream()
        .map(
            variable -> {
              Parameter of = variable.parameter();
              return Variable.create(
                  tf,
                  new Parameter(
                      of.name() + "." + suffix, of.kind(), of.shape(), Initial.constant(0)),
                  0);
            })
        .toList();
  }
}
