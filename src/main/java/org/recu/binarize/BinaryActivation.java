package org.recu.binarize;

import java.util.List;
import org.recu.autodiff.CustomGradient;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

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
 */
public final class BinaryActivation {

  private static final float EPSILON = 1e-5f;

  private BinaryActivation() {}

  /**
   * Exactly -1, 0 or +1, with the gradient of the scaled input's sign.
   *
   * @param tf where the ops go
   * @param activation (batch, height, width, channels), float32; all but the batch known
   */
  public static Operand<TFloat32> training(Ops tf, Operand<TFloat32> activation) {
    Shape shape = activation.shape();
    float count = (float) shape.get(1) * shape.get(2) * shape.get(3);
    return CustomGradient.attach(
        tf,
        tf.math.sign(activation),
        List.of(activation),
        (ops, upstream) -> List.of(backward(ops, activation, count, upstream)));
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

  private static Operand<TFloat32> backward(
      Ops tf, Operand<TFloat32> activation, float count, Operand<TFloat32> upstream) {
    Operand<TFloat32> degrees = tf.constant(Math.max(1, count - 1));
    Operand<TFloat32> mean = perSampleMean(tf, activation);
    Operand<TFloat32> variance =
        tf.math.div(perSampleSum(tf, tf.math.squaredDifference(activation, mean)), degrees);
    Operand<TFloat32> squaredDeviation = tf.math.add(variance, tf.constant(EPSILON));
    Operand<TFloat32> hat =
        tf.nn.relu(tf.math.sub(tf.math.sqrt(squaredDeviation), tf.math.abs(activation)));
    Operand<TFloat32> passed = tf.math.mul(upstream, hat);
    Operand<TFloat32> alongVariance =
        tf.math.div(
            perSampleSum(tf, tf.math.mul(passed, activation)),
            tf.math.mul(squaredDeviation, degrees));
    Operand<TFloat32> outer = tf.math.div(tf.constant(2f), squaredDeviation);
    Operand<TFloat32> inner = tf.math.mul(outer, alongVariance);
    return tf.math.add(
        tf.math.sub(tf.math.mul(passed, outer), tf.math.mul(activation, inner)),
        tf.math.mul(mean, inner));
  }

  private static Operand<TFloat32> perSampleMean(Ops tf, Operand<TFloat32> values) {
    return tf.math.mean(values, tf.constant(new int[] {1, 2, 3}), Mean.keepDims(true));
  }

  private static Operand<TFloat32> perSampleSum(Ops tf, Operand<TFloat32> values) {
    return tf.reduceSum(values, tf.constant(new int[] {1, 2, 3}), ReduceSum.keepDims(true));
  }
}
