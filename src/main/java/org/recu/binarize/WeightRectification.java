package org.recu.binarize;

import java.util.List;
import org.recu.autodiff.CustomGradient;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Constant;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * ReCU's rectified clamp unit on the latent weight of a binary convolution, and its sign.
 *
 * <p>With {@code n} values an output channel, mean and variance (dividing by {@code n - 1}) over
 * each of them:
 *
 * <pre>
 *   w0 = w - mean(w)
 *   w1 = w0 * s            s = 2 sqrt(2) / sqrt(var(w0) + 1e-5)
 *   Q  = -mean(|w1|) ln(2 - 2 tau)        one number for the layer, a constant to the gradient
 *   w2 = clamp(w1, -Q, Q)                 gradient 1 inside and on the bounds, 0 outside
 *   bw = sign(w2)                         gradient 1 (straight through)
 * </pre>
 *
 * <p>Neither scaling by a positive number nor clamping moves a sign, so the forward value of {@code
 * bw} is {@code sign(w0)}: the passes over the weights that make {@code w1} and {@code w2} are
 * never run. The gradient is that of the whole chain in one formula. With {@code m} the upstream
 * gradient where {@code |w1| <= Q} and 0 elsewhere, and sums over an output channel:
 *
 * <pre>
 *   dw = s m - w0 s sum(m w0) / ((n - 1) (var(w0) + 1e-5)) - mean(s m)
 * </pre>
 *
 * <p>(The mean of {@code w0}, which would be a fourth term, is 0.) Mask and bound are compared as
 * {@code |w0| <= Q / s}, one number a channel.
 */
public final class WeightRectification {

  private static final float EPSILON = 1e-5f;
  private static final float DEVIATION = (float) (2 * Math.sqrt(2));

  private final Ops tf;
  private final Operand<TFloat32> latentWeight;
  private final Operand<TFloat32> centered;
  private final Operand<TFloat32> magnitude;
  private final Operand<TFloat32> variance;
  private final Operand<TFloat32> scale;
  private final Operand<TFloat32> bound;
  private final long count;

  private WeightRectification(Ops tf, Operand<TFloat32> latentWeight, Operand<TFloat32> tau) {
    this.tf = tf;
    this.latentWeight = latentWeight;
    Shape shape = latentWeight.shape();
    count = shape.size() / shape.get(3);
    centered = centered(tf, latentWeight);
    magnitude = tf.math.abs(centered);
    variance =
        tf.math.div(sum(tf, tf.math.square(centered)), tf.constant((float) Math.max(1, count - 1)));
    scale =
        tf.math.mul(
            tf.math.rsqrt(tf.math.add(variance, tf.constant(EPSILON))), tf.constant(DEVIATION));
    Operand<TFloat32> meanMagnitude =
        tf.math.mean(
            tf.math.mul(tf.math.mean(magnitude, perChannel(tf), Mean.keepDims(true)), scale),
            tf.constant(new int[] {0, 1, 2, 3}));
    Operand<TFloat32> two = tf.constant(2f);
    bound =
        tf.math.neg(
            tf.math.mul(meanMagnitude, tf.math.log(tf.math.sub(two, tf.math.mul(two, tau)))));
  }

  /**
   * The rectification of one layer's weight.
   *
   * @param tf where the ops go
   * @param latentWeight (kernel height, kernel width, in channels, out channels), float32
   * @param tau scalar, above 0.5 and below 1: the quantile that the clamp lies at
   */
  public static WeightRectification of(
      Ops tf, Operand<TFloat32> latentWeight, Operand<TFloat32> tau) {
    return new WeightRectification(tf, latentWeight, tau);
  }

  /** {@code w2}, shaped as the weight. Not a step on the way to {@link #signs}: see above. */
  public Operand<TFloat32> rectified() {
    return tf.clipByValue(tf.math.mul(centered, scale), tf.math.neg(bound), bound);
  }

  /** {@code bw}: exactly -1, 0 or +1, shaped as the weight, with the gradient given above. */
  public Operand<TFloat32> signs() {
    return CustomGradient.attach(
        tf,
        tf.math.sign(centered),
        List.of(latentWeight),
        (ops, upstream) -> List.of(backward(ops, upstream)));
  }

  /**
   * {@code bw} without a gradient, for evaluation, which needs no tau.
   *
   * @param latentWeight (kernel height, kernel width, in channels, out channels), float32
   */
  public static Operand<TFloat32> signs(Ops tf, Operand<TFloat32> latentWeight) {
    return tf.math.sign(centered(tf, latentWeight));
  }

  /** {@code Q}: scalar, the one number of the layer that the weights are clamped to. */
  public Operand<TFloat32> bound() {
    return bound;
  }

  /**
   * How many weights are dead: {@code |w1| > Q}, the tails that the clamp brings back (the paper's
   * section 3.2). They are exactly those that no gradient reaches.
   *
   * @return scalar
   */
  public Operand<TInt64> deadWeights() {
    return tf.reduceSum(
        tf.dtypes.cast(tf.math.logicalNot(alive(tf)), TInt64.class),
        tf.constant(new int[] {0, 1, 2, 3}));
  }

  /** Whether each weight's sign is +1, shaped as the weight. */
  public Operand<TBool> positive() {
    return tf.math.greater(centered, tf.constant(0f));
  }

  private Operand<TBool> alive(Ops tf) {
    return tf.math.lessEqual(magnitude, tf.math.div(bound, scale));
  }

  private Operand<TFloat32> backward(Ops tf, Operand<TFloat32> upstream) {
    Operand<TFloat32> masked = tf.select(alive(tf), upstream, tf.constant(0f));
    Operand<TFloat32> alongWeight =
        tf.math.div(
            tf.math.mul(sum(tf, tf.math.mul(masked, centered)), scale),
            tf.math.mul(
                tf.math.add(variance, tf.constant(EPSILON)),
                tf.constant((float) Math.max(1, count - 1))));
    Operand<TFloat32> mean =
        tf.math.mul(tf.math.mean(masked, perChannel(tf), Mean.keepDims(true)), scale);
    return tf.math.sub(
        tf.math.sub(tf.math.mul(masked, scale), tf.math.mul(centered, alongWeight)), mean);
  }

  private static Operand<TFloat32> centered(Ops tf, Operand<TFloat32> latentWeight) {
    return tf.math.sub(
        latentWeight, tf.math.mean(latentWeight, perChannel(tf), Mean.keepDims(true)));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> values) {
    return tf.reduceSum(values, perChannel(tf), ReduceSum.keepDims(true));
  }

  private static Constant<TInt32> perChannel(Ops tf) {
    return tf.constant(new int[] {0, 1, 2});
  }
}
