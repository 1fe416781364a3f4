package org.recu.binarize;

import java.util.List;
import java.util.Optional;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusion;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
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
 * makes over them: one for {@code m}, and one fused pass each for {@code (a - m)^2}, {@code g h a}
 * and {@code da}, the first two of which add up rows and leave the sums of these to be added. (The
 * sum of squares less {@code n m^2} would save one, and is inexact enough to part from the
 * reference within a few steps.)
 *
 * @param count n, values of a sample
 * @param squares {@code (a - m)^2} of activation and mean, summed over rows
 * @param passed {@code g h a} of upstream, activation and 1/r, summed over rows
 * @param whole {@code da} of upstream, activation, 1/r, mean, 2 r^2 and c
 * @param joined the same plus the gradient of others that read the activation, the last operand
 */
record ScaledSignGradient(float count, Fusion squares, Fusion passed, Fusion whole, Fusion joined)
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
    Argument given = new Argument(upstream, shape);
    Argument values = new Argument(TFloat32.class, shape);
    Argument sample = new Argument(TFloat32.class, Shape.of(shape.get(0), 1, 1, 1));
    return new ScaledSignGradient(
        (float) shape.get(1) * shape.get(2) * shape.get(3),
        fusions.summing(
            "squared_deviations",
            List.of(values, sample),
            (tf, in) -> tf.math.square(tf.math.sub(in.get(0), in.get(1)))),
        fusions.summing(
            "sign_passed",
            List.of(given, values, sample),
            (tf, in) -> tf.math.mul(passed(tf, in), in.get(1))),
        fusions.widening(
            clamped ? "clamped_sign_gradient" : "sign_gradient",
            List.of(given, values, sample, sample, sample, sample),
            (tf, in) -> through(tf, clamped, in, whole(tf, in))),
        fusions.widening(
            clamped ? "clamped_joined_gradient" : "joined_gradient",
            List.of(given, values, sample, sample, sample, sample, values),
            (tf, in) -> through(tf, clamped, in, joined(tf, in))));
  }

  private static Operand<TFloat32> whole(Ops tf, List<Operand<TFloat32>> in) {
    return tf.math.mul(
        in.get(4),
        tf.math.sub(passed(tf, in), tf.math.mul(tf.math.sub(in.get(1), in.get(3)), in.get(5))));
  }

  private static Operand<TFloat32> joined(Ops tf, List<Operand<TFloat32>> in) {
    // The compiler would fuse the product and the sum into one instruction, which rounds once where
    // two ops round twice. This maximum changes no finite number, which the compiler does not see.
    Operand<TFloat32> rounded = tf.math.maximum(whole(tf, in), tf.constant(-Float.MAX_VALUE));
    return tf.math.add(rounded, in.get(6));
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
    Operand<TInt32> axes = tf.constant(new int[] {1, 2, 3});
    Operand<TFloat32> degrees = tf.constant(Math.max(1, count - 1));
    Operand<TFloat32> mean = tf.math.mean(activation, axes, Mean.keepDims(true));
    Operand<TFloat32> squared =
        tf.reduceSum(squares.apply(tf, List.of(activation, mean)), axes, ReduceSum.keepDims(true));
    Operand<TFloat32> squaredDeviation =
        tf.math.add(tf.math.div(squared, degrees), tf.constant(EPSILON));
    Operand<TFloat32> deviation = tf.math.sqrt(squaredDeviation);
    Operand<TFloat32> sum =
        tf.reduceSum(
            passed.apply(tf, List.of(upstream, activation, deviation)),
            axes,
            ReduceSum.keepDims(true));
    Operand<TFloat32> outer = tf.math.div(tf.constant(2f), squaredDeviation);
    Operand<TFloat32> inner = tf.math.div(sum, tf.math.mul(squaredDeviation, degrees));
    return beside.isPresent()
        ? joined.apply(
            tf, List.of(upstream, activation, deviation, mean, outer, inner, beside.get()))
        : whole.apply(tf, List.of(upstream, activation, deviation, mean, outer, inner));
  }
}
