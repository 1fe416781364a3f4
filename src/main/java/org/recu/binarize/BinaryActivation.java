package org.recu.binarize;

import java.util.List;
import org.recu.autodiff.CustomGradient;
import org.recu.fusion.Fusion;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The sign of a binary convolution's input.
 *
 * <p>In training, with mean {@code m} and variance (dividing by {@code n - 1}) over the {@code n}
 * values of one sample:
 *
 * <pre>
 *   a0 = a r               r = 1 / sqrt(var(a) + 1e-5)
 *   ba = sign(a0)          gradient max(0, 2 - 2 |a0|): Bi-Real's piecewise polynomial
 * </pre>
 *
 * <p>{@code r} is positive, so the forward value is {@code sign(a)} and costs one pass; variance
 * and mean are needed by the gradient alone, which is that of both lines in one formula. With
 * {@code h = max(0, 1/r - |a|)} and {@code g} the upstream gradient,
 *
 * <pre>
 *   da = 2 r^2 (g h - c (a - m))          c = r^2 sum(g h a) / (n - 1)
 * </pre>
 *
 * <p>where 2 r g h is the gradient with respect to {@code a0} times {@code r}, and the rest is what
 * flows through the variance. In evaluation {@code a0 = a}, and no gradient is defined.
 *
 * <p>Activations are the largest tensors of a step, so the formula costs as much as the passes it
 * makes over them: one for {@code m}, and one fused pass each for {@code (a - m)^2}, {@code g h a}
 * and {@code da}, the first two of which are then added up. (The sum of squares less {@code n m^2}
 * would save one, and is inexact enough to part from the reference within a few steps.)
 */
public final class BinaryActivation {

  private static final float EPSILON = 1e-5f;

  private BinaryActivation() {}

  /**
   * Exactly -1, 0 or +1, with the gradient of the scaled input's sign.
   *
   * @param tf where the ops go
   * @param fusions of the same graph
   * @param activation (batch, height, width, channels), float32; all but the batch known
   */
  public static Operand<TFloat32> training(Ops tf, Fusions fusions, Operand<TFloat32> activation) {
    Gradient gradient = Gradient.of(fusions, activation.shape());
    return CustomGradient.attach(
        tf,
        tf.math.sign(activation),
        List.of(activation),
        (ops, upstream) -> List.of(gradient.of(ops, activation, upstream)));
  }

  /**
   * Exactly -1, 0 or +1.
   *
   * @param tf where the ops go
   * @param activation any shape, float32
   */
  public static Operand<TFloat32> evaluation(Ops tf, Operand<TFloat32> activation) {
    return tf.math.sign(activation);
  }

  /**
   * The formula for activations of one shape.
   *
   * @param count n, values of a sample
   * @param squares {@code (a - m)^2} of activation and mean
   * @param passed {@code g h a} of upstream, activation and 1/r
   * @param whole {@code da} of upstream, activation, 1/r, mean, 2 r^2 and c
   */
  private record Gradient(float count, Fusion squares, Fusion passed, Fusion whole) {

    static Gradient of(Fusions fusions, Shape shape) {
      Shape sample = Shape.of(shape.get(0), 1, 1, 1);
      return new Gradient(
          (float) shape.get(1) * shape.get(2) * shape.get(3),
          fusions.define(
              "squared_deviations",
              List.of(shape, sample),
              (tf, in) -> tf.math.square(tf.math.sub(in.get(0), in.get(1)))),
          fusions.define(
              "sign_passed",
              List.of(shape, shape, sample),
              (tf, in) -> tf.math.mul(passed(tf, in), in.get(1))),
          fusions.define(
              "sign_gradient",
              List.of(shape, shape, sample, sample, sample, sample),
              (tf, in) ->
                  tf.math.mul(
                      in.get(4),
                      tf.math.sub(
                          passed(tf, in),
                          tf.math.mul(tf.math.sub(in.get(1), in.get(3)), in.get(5))))));
    }

    /** {@code g h} of upstream, activation and 1/r. */
    private static Operand<TFloat32> passed(Ops tf, List<Operand<TFloat32>> in) {
      return tf.math.mul(in.get(0), tf.nn.relu(tf.math.sub(in.get(2), tf.math.abs(in.get(1)))));
    }

    Operand<TFloat32> of(Ops tf, Operand<TFloat32> activation, Operand<TFloat32> upstream) {
      Operand<TInt32> axes = tf.constant(new int[] {1, 2, 3});
      Operand<TFloat32> degrees = tf.constant(Math.max(1, count - 1));
      Operand<TFloat32> mean = tf.math.mean(activation, axes, Mean.keepDims(true));
      Operand<TFloat32> squared =
          tf.reduceSum(
              squares.apply(tf, List.of(activation, mean)), axes, ReduceSum.keepDims(true));
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
      return whole.apply(tf, List.of(upstream, activation, deviation, mean, outer, inner));
    }
  }
}
