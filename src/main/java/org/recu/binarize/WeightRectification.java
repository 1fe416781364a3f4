package org.recu.binarize;

import java.util.ArrayList;
import java.util.List;
import org.recu.autodiff.CustomGradient;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Constant;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * The binarization of one layer's weight by {@link Recu} and {@link PlainSign}, as it is computed.
 * With {@code n} values an output channel, mean and variance (dividing by {@code n - 1}) over each
 * of them, and {@code s = 2 sqrt(2) / sqrt(var(w0) + 1e-5)}:
 *
 * <pre>
 *   forward    bw = sign(w0)                          w0 = w - mean(w)
 *   backward   dw = s m - w0 s sum(m w0) / ((n - 1) (var(w0) + 1e-5)) - mean(s m)
 *              m  = g where |w0| &lt;= Q / s, else 0      Q = -mean(|s w0|) ln(2 - 2 tau)
 * </pre>
 *
 * <p>{@code g} is the upstream gradient. Neither scaling by a positive number nor clamping moves a
 * sign, so the passes over the weights that would make {@code w1} and {@code w2} are never run; the
 * gradient is that of the whole chain in one formula. (The mean of {@code w0}, which would be a
 * fourth term, is 0.) {@code |w1| <= Q} is compared as {@code |w0| <= Q / s}, one number a channel.
 * Without the clamp, {@code m = g} everywhere, and {@code Q} is only reported.
 */
final class WeightRectification implements WeightBinarization {

  private static final float EPSILON = 1e-5f;
  private static final float DEVIATION = (float) (2 * Math.sqrt(2));

  private final Ops tf;
  private final Operand<TFloat32> latentWeight;
  private final RectificationPasses passes;
  private final Operand<TFloat32> mean;
  private final Operand<TFloat32> variance;
  private final Operand<TFloat32> scale;
  private final Operand<TFloat32> bound;

  /** Whether weights beyond the bound get no gradient. */
  private final boolean clamped;

  /** The weight of {@link Recu}: clamped to the bound. */
  static WeightRectification clamped(
      Ops tf, Fusions fusions, Operand<TFloat32> latentWeight, Operand<TFloat32> tau) {
    return new WeightRectification(tf, fusions, latentWeight, tau, true);
  }

  /** The weight of {@link PlainSign}: standardised, but not clamped. */
  static WeightRectification unclamped(
      Ops tf, Fusions fusions, Operand<TFloat32> latentWeight, Operand<TFloat32> tau) {
    return new WeightRectification(tf, fusions, latentWeight, tau, false);
  }

  /**
   * Adds the statistics of the weight.
   *
   * @param tf where the ops go
   * @param fusions of the same graph
   * @param latentWeight (kernel height, kernel width, in channels, out channels), float32
   * @param tau scalar, above 0.5 and below 1: the quantile that the clamp lies at
   */
  private WeightRectification(
      Ops tf,
      Fusions fusions,
      Operand<TFloat32> latentWeight,
      Operand<TFloat32> tau,
      boolean clamped) {
    this.tf = tf;
    this.clamped = clamped;
    this.latentWeight = latentWeight;
    passes = RectificationPasses.of(fusions, latentWeight.shape());
    // By the op that evaluation takes: added in another order, a sign might be another one there.
    mean = mean(tf, latentWeight);
    List<Operand<TFloat32>> centered = List.of(latentWeight, mean);
    List<Operand<TFloat32>> magnitudes = passes.magnitudes().apply(tf, centered);
    variance = tf.math.div(sum(tf, magnitudes.get(0)), passes.degrees(tf));
    scale =
        tf.math.mul(
            tf.math.rsqrt(tf.math.add(variance, tf.constant(EPSILON))), tf.constant(DEVIATION));
    Operand<TFloat32> meanMagnitude =
        tf.math.mean(
            tf.math.mul(average(tf, magnitudes.get(1)), scale),
            tf.constant(new int[] {0, 1, 2, 3}));
    Operand<TFloat32> two = tf.constant(2f);
    bound =
        tf.math.neg(
            tf.math.mul(meanMagnitude, tf.math.log(tf.math.sub(two, tf.math.mul(two, tau)))));
  }

  @Override
  public Operand<TFloat32> signs(Operand<TFloat32> direction) {
    return CustomGradient.attach(
        tf,
        tf.ensureShape(
            passes.signs().apply(tf, List.of(latentWeight, mean, direction)), latentWeight.shape()),
        List.of(latentWeight),
        (ops, upstream) -> List.of(backward(ops, upstream, direction)));
  }

  /** {@inheritDoc} This is {@code Q}, which {@code |w1|} is compared with. */
  @Override
  public Operand<TFloat32> bound() {
    return bound;
  }

  /**
   * {@inheritDoc} Those with {@code |w1| > Q}: the tails of the distribution, which the clamp
   * brings back in the paper's section 3.2. Without the clamp they are the ones that it would
   * catch; gradients do reach them.
   */
  @Override
  public Operand<TInt64> deadWeights() {
    return tf.reduceSum(
        tf.dtypes.cast(
            tf.math.logicalNot(RectificationPasses.alive(tf, latentWeight, mean, limit(tf))),
            TInt64.class),
        tf.constant(new int[] {0, 1, 2, 3}));
  }

  @Override
  public Operand<TBool> positive() {
    return tf.math.greater(tf.math.sub(latentWeight, mean), tf.constant(0f));
  }

  /** The bound in terms of {@code w0}: (1, 1, 1, out channels). */
  private Operand<TFloat32> limit(Ops tf) {
    return tf.math.div(bound, scale);
  }

  /** Up to which {@code |w0|} the gradient passes: (1, 1, 1, out channels). */
  private Operand<TFloat32> passing(Ops tf) {
    return clamped ? limit(tf) : tf.fill(tf.shape(scale), tf.constant(Float.POSITIVE_INFINITY));
  }

  private Operand<TFloat32> backward(
      Ops tf, Operand<TFloat32> upstream, Operand<TFloat32> direction) {
    List<Operand<TFloat32>> in = List.of(upstream, latentWeight, mean, direction, passing(tf));
    List<Operand<TFloat32>> masked = passes.masked().apply(tf, in);
    Operand<TFloat32> alongWeight =
        tf.math.div(
            tf.math.mul(sum(tf, masked.get(1)), scale),
            tf.math.mul(tf.math.add(variance, tf.constant(EPSILON)), passes.degrees(tf)));
    Operand<TFloat32> average = tf.math.mul(average(tf, masked.get(0)), scale);
    List<Operand<TFloat32>> all = new ArrayList<>(in);
    all.addAll(List.of(scale, alongWeight, average));
    return passes.gradient().apply(tf, all);
  }

  /** The mean of each channel, of values that are its own or sums of some of them. */
  private Operand<TFloat32> average(Ops tf, Operand<TFloat32> values) {
    return tf.math.div(sum(tf, values), tf.constant((float) passes.count()));
  }

  static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> values) {
    return tf.math.mean(values, perChannel(tf), Mean.keepDims(true));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> values) {
    return tf.reduceSum(values, perChannel(tf), ReduceSum.keepDims(true));
  }

  private static Constant<TInt32> perChannel(Ops tf) {
    return tf.constant(new int[] {0, 1, 2});
  }
}
