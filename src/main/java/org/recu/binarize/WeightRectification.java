package org.recu.binarize;

import java.util.ArrayList;
import java.util.List;
import org.recu.autodiff.CustomGradient;
import org.recu.fusion.Fusion;
import org.recu.fusion.Fusions;
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
  private final Passes passes;
  private final Operand<TFloat32> mean;
  private final Operand<TFloat32> variance;
  private final Operand<TFloat32> scale;
  private final Operand<TFloat32> bound;

  private WeightRectification(
      Ops tf, Fusions fusions, Operand<TFloat32> latentWeight, Operand<TFloat32> tau) {
    this.tf = tf;
    this.latentWeight = latentWeight;
    passes = Passes.of(fusions, latentWeight.shape());
    mean = mean(tf, latentWeight);
    List<Operand<TFloat32>> centered = List.of(latentWeight, mean);
    variance = tf.math.div(sum(tf, passes.squares().apply(tf, centered)), passes.degrees(tf));
    scale =
        tf.math.mul(
            tf.math.rsqrt(tf.math.add(variance, tf.constant(EPSILON))), tf.constant(DEVIATION));
    Operand<TFloat32> meanMagnitude =
        tf.math.mean(
            tf.math.mul(mean(tf, passes.magnitudes().apply(tf, centered)), scale),
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
   * @param fusions of the same graph
   * @param latentWeight (kernel height, kernel width, in channels, out channels), float32
   * @param tau scalar, above 0.5 and below 1: the quantile that the clamp lies at
   */
  public static WeightRectification of(
      Ops tf, Fusions fusions, Operand<TFloat32> latentWeight, Operand<TFloat32> tau) {
    return new WeightRectification(tf, fusions, latentWeight, tau);
  }

  /** {@code w2}, shaped as the weight. Not a step on the way to {@link #signs}: see above. */
  public Operand<TFloat32> rectified() {
    return tf.clipByValue(
        tf.math.mul(tf.math.sub(latentWeight, mean), scale), tf.math.neg(bound), bound);
  }

  /**
   * {@code bw} times a sign of each channel's own: exactly -1, 0 or +1, shaped as the weight, with
   * the gradient given above.
   *
   * @param direction (out channels), float32, each -1 or +1; no gradient flows into it
   */
  public Operand<TFloat32> signs(Operand<TFloat32> direction) {
    return CustomGradient.attach(
        tf,
        tf.ensureShape(
            passes.signs().apply(tf, List.of(latentWeight, mean, direction)), latentWeight.shape()),
        List.of(latentWeight),
        (ops, upstream) -> List.of(backward(ops, upstream, direction)));
  }

  /**
   * {@code bw} without a gradient, for evaluation, which needs no tau.
   *
   * @param latentWeight (kernel height, kernel width, in channels, out channels), float32
   */
  public static Operand<TFloat32> signs(Ops tf, Operand<TFloat32> latentWeight) {
    return tf.math.sign(tf.math.sub(latentWeight, mean(tf, latentWeight)));
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
        tf.dtypes.cast(
            tf.math.logicalNot(Passes.alive(tf, latentWeight, mean, limit(tf))), TInt64.class),
        tf.constant(new int[] {0, 1, 2, 3}));
  }

  /** Whether each weight's sign is +1, shaped as the weight. */
  public Operand<TBool> positive() {
    return tf.math.greater(tf.math.sub(latentWeight, mean), tf.constant(0f));
  }

  /** The bound in terms of {@code w0}: (1, 1, 1, out channels). */
  private Operand<TFloat32> limit(Ops tf) {
    return tf.math.div(bound, scale);
  }

  private Operand<TFloat32> backward(
      Ops tf, Operand<TFloat32> upstream, Operand<TFloat32> direction) {
    List<Operand<TFloat32>> in = List.of(upstream, latentWeight, mean, direction, limit(tf));
    Operand<TFloat32> alongWeight =
        tf.math.div(
            tf.math.mul(sum(tf, passes.maskedProducts().apply(tf, in)), scale),
            tf.math.mul(tf.math.add(variance, tf.constant(EPSILON)), passes.degrees(tf)));
    Operand<TFloat32> average = tf.math.mul(mean(tf, passes.masked().apply(tf, in)), scale);
    List<Operand<TFloat32>> all = new ArrayList<>(in);
    all.addAll(List.of(scale, alongWeight, average));
    return passes.gradient().apply(tf, all);
  }

  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> values) {
    return tf.math.mean(values, perChannel(tf), Mean.keepDims(true));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> values) {
    return tf.reduceSum(values, perChannel(tf), ReduceSum.keepDims(true));
  }

  private static Constant<TInt32> perChannel(Ops tf) {
    return tf.constant(new int[] {0, 1, 2});
  }

  /**
   * The formulas that go over a weight of one shape, each in one pass. Operands: the weight and its
   * means, before them the upstream gradient where there is one, after them each channel's
   * direction, its limit for {@code |w0|}, and what else the gradient takes.
   *
   * @param count n, values of a channel
   * @param squares {@code w0^2}
   * @param magnitudes {@code |w0|}
   * @param signs {@code sign(w0)} times the direction
   * @param masked {@code m}
   * @param maskedProducts {@code m w0}
   * @param gradient {@code dw}
   */
  private record Passes(
      long count,
      Fusion squares,
      Fusion magnitudes,
      Fusion signs,
      Fusion masked,
      Fusion maskedProducts,
      Fusion gradient) {

    static Passes of(Fusions fusions, Shape weight) {
      Shape channels = Shape.of(weight.get(3));
      Shape kept = Shape.of(1, 1, 1, weight.get(3));
      List<Shape> centered = List.of(weight, kept);
      List<Shape> backward = List.of(weight, weight, kept, channels, kept);
      List<Shape> all = new ArrayList<>(backward);
      all.addAll(List.of(kept, kept, kept));
      return new Passes(
          weight.size() / weight.get(3),
          fusions.define(
              "weight_squares", centered, (tf, in) -> tf.math.square(centered(tf, in, 0))),
          fusions.define(
              "weight_magnitudes", centered, (tf, in) -> tf.math.abs(centered(tf, in, 0))),
          fusions.define(
              "weight_signs",
              List.of(weight, kept, channels),
              (tf, in) -> tf.math.mul(tf.math.sign(centered(tf, in, 0)), in.get(2))),
          fusions.define("weight_masked", backward, Passes::masked),
          fusions.define(
              "weight_masked_products",
              backward,
              (tf, in) -> tf.math.mul(masked(tf, in), centered(tf, in, 1))),
          fusions.define(
              "weight_gradient",
              all,
              (tf, in) ->
                  tf.math.sub(
                      tf.math.sub(
                          tf.math.mul(masked(tf, in), in.get(5)),
                          tf.math.mul(centered(tf, in, 1), in.get(6))),
                      in.get(7))));
    }

    private static Operand<TFloat32> centered(Ops tf, List<Operand<TFloat32>> in, int weight) {
      return tf.math.sub(in.get(weight), in.get(weight + 1));
    }

    private static Operand<TFloat32> masked(Ops tf, List<Operand<TFloat32>> in) {
      return tf.select(
          alive(tf, in.get(1), in.get(2), in.get(4)),
          tf.math.mul(in.get(0), in.get(3)),
          tf.constant(0f));
    }

    /** Where {@code |w1| <= Q}. */
    static Operand<TBool> alive(
        Ops tf, Operand<TFloat32> weight, Operand<TFloat32> mean, Operand<TFloat32> limit) {
      return tf.math.lessEqual(tf.math.abs(tf.math.sub(weight, mean)), limit);
    }

    /** {@code n - 1}, scalar. */
    Operand<TFloat32> degrees(Ops tf) {
      return tf.constant((float) Math.max(1, count - 1));
    }
  }
}
