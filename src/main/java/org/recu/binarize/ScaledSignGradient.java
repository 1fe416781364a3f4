package org.recu.binarize;

import java.util.List;
import java.util.Optional;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Formula;
import org.recu.fusion.Fusion;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The gradient of the sign of an activation that is divided by its standard deviation, for
 * activations of one shape. With mean {@code m} and variance (dividing by {@code n - 1}) over the
 * {@code n} values of one sample, and {@code r = 1 / sqrt(var(a) + 1e-5)}:
 *
 * <pre>
 *   forward    ba = sign(a r)
 *   backward   da = 2 r^2 (g h - c (a - m))     h = max(0, 1/r - |a|)
 *                                               c = r^2 sum(g h a) / (n - 1)
 * </pre>
 *
 * <p>{@code g} is the upstream gradient and {@code 2 r g h = g max(0, 2 - 2 |a r|)} Bi-Real's
 * gradient with respect to {@code a r}; the term with {@code c} is what flows through the variance.
 *
 * <p>Activations are the largest tensors of a step, so the formula costs as much as the passes it
 * makes over them and the functions it calls: a pass for {@code m}, a fused one for the sum of
 * {@code (a - m)^2}, and a function of two for {@code c} and {@code da}. (The sum of squares less
 * {@code n m^2} would save one, and is inexact enough to part from the reference within a few
 * steps.)
 *
 * @param squares the sum of {@code (a - m)^2}, of activation and mean
 * @param whole {@code da} of upstream, activation, mean and that sum
 * @param joined the same plus the gradient of others that read the activation, the last operand
 */
record ScaledSignGradient(Fusion squares, Fusion whole, Fusion joined)
    implements ActivationGradient {

  private static final float EPSILON = 1e-5f;

  /**
   * Defines the formula.
   *
   * @param fusions of the graph that it goes into
   * @param shape of the activations: (batch, height, width, channels); all but the batch known
   * @param upstream type of the gradient that comes in: float32 or bfloat16
   * @param clamped whether the result flows on through the hard tanh that gave the activation
   */
  static ScaledSignGradient of(
      Fusions fusions, Shape shape, Class<? extends TFloating> upstream, boolean clamped) {
    Shape one = Shape.of(shape.get(0), 1, 1, 1);
    Argument given = new Argument(upstream, shape);
    Argument values = new Argument(TFloat32.class, shape);
    Argument sample = new Argument(TFloat32.class, one);
    float degrees = (float) Math.max(1, shape.get(1) * shape.get(2) * shape.get(3) - 1);
    Formula sumOfPassed =
        fusions.imageSums(
            List.of(shape, shape, one), (tf, in) -> tf.math.mul(passed(tf, in), in.get(1)));
    Formula gradient = (tf, in) -> gradient(tf, in, sumOfPassed, degrees);
    return new ScaledSignGradient(
        fusions.widening(
            "squared_deviations",
            List.of(values, sample),
            fusions.imageSums(
                List.of(shape, one),
                (tf, in) -> tf.math.square(tf.math.sub(in.get(0), in.get(1))))),
        fusions.widening(
            clamped ? "clamped_sign_gradient" : "sign_gradient",
            List.of(given, values, sample, sample),
            (tf, in) -> through(tf, clamped, in, gradient.of(tf, in))),
        fusions.widening(
            clamped ? "clamped_joined_gradient" : "joined_gradient",
            List.of(given, values, sample, sample, values),
            (tf, in) ->
                through(
                    tf, clamped, in, tf.math.add(rounded(tf, gradient.of(tf, in)), in.get(4)))));
  }

  /**
   * {@code da}.
   *
   * @param in upstream, activation, mean and sum of squared deviations
   * @param sumOfPassed the sum of {@code g h a} of upstream, activation and 1/r
   */
  private static Operand<TFloat32> gradient(
      Ops tf, List<Operand<TFloat32>> in, Formula sumOfPassed, float degrees) {
    Operand<TFloat32> upstream = in.get(0);
    Operand<TFloat32> activation = in.get(1);
    Operand<TFloat32> squaredDeviation =
        tf.math.add(tf.math.div(in.get(3), tf.constant(degrees)), tf.constant(EPSILON));
    List<Operand<TFloat32>> passing = List.of(upstream, activation, tf.math.sqrt(squaredDeviation));
    Operand<TFloat32> alongActivation =
        tf.math.div(
            sumOfPassed.of(tf, passing), tf.math.mul(squaredDeviation, tf.constant(degrees)));
    return tf.math.mul(
        tf.math.div(tf.constant(2f), squaredDeviation),
        tf.math.sub(
            passed(tf, passing), tf.math.mul(tf.math.sub(activation, in.get(2)), alongActivation)));
  }

  /**
   * A product that is rounded before something is added to it. The compiler would fuse both into
   * one instruction, which rounds once where two ops round twice. This maximum changes no finite
   * number, which the compiler does not see.
   */
  private static Operand<TFloat32> rounded(Ops tf, Operand<TFloat32> product) {
    return tf.math.maximum(product, tf.constant(-Float.MAX_VALUE));
  }

  private static Operand<TFloat32> through(
      Ops tf, boolean clamped, List<Operand<TFloat32>> in, Operand<TFloat32> gradient) {
    return clamped
        ? tf.select(
            tf.math.less(tf.math.abs(in.get(1)), tf.constant(1f)), gradient, tf.constant(0f))
        : gradient;
  }

  /** {@code g h} of upstream, activation and 1/r. */
  private static Operand<TFloat32> passed(Ops tf, List<Operand<TFloat32>> in) {
    return tf.math.mul(in.get(0), tf.nn.relu(tf.math.sub(in.get(2), tf.math.abs(in.get(1)))));
  }

  @Override
  public Operand<TFloat32> of(
      Ops tf,
      Operand<TFloat32> activation,
      Operand<? extends TFloating> upstream,
      Optional<Operand<TFloat32>> beside) {
    Operand<TFloat32> mean =
        tf.math.mean(activation, tf.constant(new int[] {1, 2, 3}), Mean.keepDims(true));
    Operand<TFloat32> squared = squares.apply(tf, List.of(activation, mean));
    return beside.isPresent()
        ? joined.apply(tf, List.of(upstream, activation, mean, squared, beside.get()))
        : whole.apply(tf, List.of(upstream, activation, mean, squared));
  }
}
