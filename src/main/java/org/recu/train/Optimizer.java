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
 * The rules by which gradients become updates. Decay is added to the gradient, {@code g + decay p},
 * in both, as PyTorch does.
 *
 * <p>The framework's own optimizers do not serve here: its momentum bakes the learning rate into
 * the graph, and it trains every variable it finds, running statistics too.
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
   * Adds what the rule remembers to the graph.
   *
   * @param tf where it goes
   * @param fusions of the same graph
   * @param options rule and numbers
   * @param variables what is trained
   */
  Optimizer(Ops tf, Fusions fusions, OptimizerOptions options, List<Variable> variables) {
    this.options = options;
    this.fusions = fusions;
    this.variables = List.copyOf(variables);
    boolean adam = options.kind() == OptimizerOptions.Kind.ADAM;
    first = slots(tf, adam ? "adam_m" : "momentum");
    second = adam ? slots(tf, "adam_v") : List.of();
  }

  /** What the rule remembers: saved and restored with the network's variables. */
  List<Variable> slots() {
    List<Variable> slots = new ArrayList<>(first);
    slots.addAll(second);
    return slots;
  }

  /**
   * Adds the update of every variable.
   *
   * <p>SGD: {@code v = momentum v + g; p -= rate v}. Adam: {@code p -= rate sqrt(1 - b2^t) / (1 -
   * b1^t) m / (sqrt(v) + epsilon sqrt(1 - b2^t))}, which is PyTorch's with numerator and
   * denominator multiplied by the same root; TensorFlow's op takes that epsilon as a number.
   *
   * @param after ops that run after all gradients
   * @param gradients as many as variables, in their order
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
