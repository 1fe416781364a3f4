package org.recu.nn;

import java.util.Optional;
import org.recu.autodiff.CustomGradient;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * Batch normalisation over all but the last axis, as {@code torch.nn.BatchNorm1d} and {@code 2d}:
 * epsilon 1e-5; a running statistic becomes 0.9 of itself and 0.1 of the batch's, the running
 * variance from the batch's variance that divides by {@code n - 1}.
 *
 * <p>After a binary convolution the layer normalises {@code s c}, {@code c} the whole sums and
 * {@code s} their scale. On the CPU it never forms that product. In training, with {@code m} and
 * {@code v} the mean and variance of {@code c},
 *
 * <pre>
 *   y = weight (c - m) / sqrt(v + epsilon / s^2) + bias
 * </pre>
 *
 * <p>which is a batch normalisation of {@code c} whose epsilon differs from channel to channel. The
 * gradient for the scale is what comes through that epsilon, {@code sum(g xhat) weight epsilon / (s
 * (s^2 v + epsilon))}: batch normalisation undoes all the rest of it. In evaluation all that is
 * known of a channel beforehand goes into two numbers:
 *
 * <pre>
 *   y = c gain + offset        gain = s weight / sqrt(variance + epsilon)
 *                              offset = bias - mean weight / sqrt(variance + epsilon)
 * </pre>
 *
 * <p>a product and a sum, each rounded, in whatever way it is computed.
 *
 * <p>On the CPU training takes its statistics from {@link BatchStatistics} and its gradient from
 * the op that belongs to the fused one; in mixed precision {@link MixedNormalization} does the
 * rest. On a GPU, where that op expects the inverse of the standard deviation in place of the
 * variance and sums are short anyway, the fused op does all of it.
 */
public final class BatchNormalization {

  static final float EPSILON = 1e-5f;

  /** Keeps what is divided by the scale finite where that is 0. */
  private static final float LEAST_SCALE = 1e-12f;

  private final Tower tower;
  private final String name;
  private final Ops tf;
  private final NormalizationParameters own;

  private BatchNormalization(Tower tower, String name, long channels, Initial weightStart) {
    this.tower = tower;
    this.name = name;
    tf = tower.ops(name);
    own = new NormalizationParameters(tower.parameters(), tf, name, channels, weightStart);
  }

  /**
   * Adds a batch normalisation with {@code name.weight}, {@code name.bias}, {@code
   * name.running_mean} and {@code name.running_var}. Its weight starts at 1, as PyTorch's.
   *
   * @param tower what it is added to
   * @param name the module's PyTorch name
   * @param input (batch, height, width, channels) or (batch, features), float32
   * @return shaped as the input
   */
  public static Operand<TFloat32> apply(Tower tower, String name, Operand<TFloat32> input) {
    return apply(tower, name, input, Initial.constant(1));
  }

  /**
   * The same, with a weight that starts elsewhere.
   *
   * @param weightStart where the weight starts
   */
  public static Operand<TFloat32> apply(
      Tower tower, String name, Operand<TFloat32> input, Initial weightStart) {
    BatchNormalization layer = layer(tower, name, input.shape(), weightStart);
    if (input.shape().numDimensions() == 4) {
      return layer.normalize(input);
    }
    Ops tf = layer.tf;
    long features = input.shape().get(1);
    Operand<TFloat32> pixels = tf.reshape(input, tf.constant(new long[] {-1, 1, 1, features}));
    return tf.reshape(layer.normalize(pixels), tf.constant(new long[] {-1, features}));
  }

  /**
   * Adds a batch normalisation of a binary convolution's scaled output. Its weight starts at 1.
   *
   * @param tower what it is added to
   * @param name the module's PyTorch name
   * @param input sums (batch, height, width, channels) and their scale (channels)
   * @return shaped as the sums
   */
  public static Operand<TFloat32> apply(Tower tower, String name, ScaledSums input) {
    return apply(tower, name, input, Initial.constant(1));
  }

  /**
   * The same, with a weight that starts elsewhere.
   *
   * @param weightStart where the weight starts
   */
  public static Operand<TFloat32> apply(
      Tower tower, String name, ScaledSums input, Initial weightStart) {
    BatchNormalization layer = layer(tower, name, input.sums().shape(), weightStart);
    if (!tower.training()) {
      return layer.evaluateScaled(input);
    }
    if (tower.device().gpu().isPresent()) {
      return layer.normalize(layer.tf.math.mul(input.sums(), input.scale()));
    }
    return layer.trainScaled(input);
  }

  private static BatchNormalization layer(
      Tower tower, String name, Shape shape, Initial weightStart) {
    long channels = shape.get(shape.numDimensions() - 1);
    tower.record(new Layer(name, "batch normalisation", shape.tail(), 0, 2 * channels, 0, 0));
    return new BatchNormalization(tower, name, channels, weightStart);
  }

  private Operand<TFloat32> normalize(Operand<TFloat32> pixels) {
    if (!tower.training()) {
      return fused(pixels, own.mean(), own.variance(), false).y();
    }
    if (tower.device().gpu().isPresent()) {
      Operand<TFloat32> none = tf.constant(new float[0]);
      FusedBatchNorm<TFloat32, TFloat32> normalized = fused(pixels, none, none, true);
      own.follow(normalized.batchMean(), normalized.batchVariance());
      return normalized.y();
    }
    BatchStatistics batch = statistics(pixels);
    own.follow(batch.mean(), batch.unbiasedVariance());
    return trained(pixels, batch.mean(), batch.variance(), Optional.empty());
  }

  private Operand<TFloat32> trainScaled(ScaledSums input) {
    Operand<TFloat32> scale = input.scale();
    BatchStatistics batch = statistics(input.sums());
    own.follow(
        tf.math.mul(batch.mean(), scale),
        tf.math.mul(batch.unbiasedVariance(), tf.math.square(scale)));

    Operand<TFloat32> divisor = tf.math.maximum(scale, tf.constant(LEAST_SCALE));
    // Epsilon itself is added later, so that v + epsilon / s^2 is what is divided by.
    Operand<TFloat32> spread =
        tf.math.add(
            batch.variance(),
            tf.math.mul(
                tf.constant(EPSILON),
                tf.math.sub(tf.math.reciprocal(tf.math.square(divisor)), tf.constant(1f))));
    Operand<TFloat32> slope =
        tf.math.div(
            tf.constant(EPSILON),
            tf.math.mul(
                divisor,
                tf.math.add(
                    tf.math.mul(tf.math.square(divisor), batch.variance()), tf.constant(EPSILON))));
    return trained(
        input.sums(),
        batch.mean(),
        spread,
        Optional.of(new TrainedNormalization.Scale(scale, slope)));
  }

  private BatchStatistics statistics(Operand<TFloat32> pixels) {
    return tower
        .origins()
        .narrow(pixels)
        .map(narrow -> BatchStatistics.of(tf, narrow))
        .orElseGet(() -> BatchStatistics.of(tf, pixels));
  }

  private Operand<TFloat32> trained(
      Operand<TFloat32> pixels,
      Operand<TFloat32> center,
      Operand<TFloat32> spread,
      Optional<TrainedNormalization.Scale> scale) {
    Optional<Operand<TBfloat16>> narrow = tower.origins().narrow(pixels);
    if (narrow.isPresent()) {
      MixedNormalization mixed =
          new MixedNormalization(of(narrow.get(), center, spread, scale), pixels.shape());
      Operand<TFloat32> value = mixed.value(tf, tower.fusions());
      tower.origins().normalized(value, mixed);
      return value;
    }
    TrainedNormalization<TFloat32> normalization = of(pixels, center, spread, scale);
    return CustomGradient.attach(
        tf,
        fused(pixels, center, spread, false).y(),
        normalization.inputs(),
        normalization::gradients);
  }

  private Operand<TFloat32> evaluateScaled(ScaledSums input) {
    Parameters parameters = tower.parameters();
    Operand<TFloat32> gain =
        parameters.derived(name + ".gain", () -> tf.math.mul(unscaledGain(), input.scale()));
    Operand<TFloat32> offset =
        parameters.derived(
            name + ".offset",
            () -> tf.math.sub(own.bias(), tf.math.mul(own.mean(), unscaledGain())));
    return tower
        .int8()
        .flatMap(layers -> layers.normalize(tf, input.sums(), gain, offset))
        .orElseGet(() -> tf.math.add(tf.math.mul(kept(input.sums()), gain), offset));
  }

  /**
   * The sums as they are. TensorFlow's graph rewriting, where it is on, would multiply the gain
   * into the weights of the convolution before it, whose sums would no longer be whole; this op it
   * leaves alone, and running it costs nothing.
   */
  private Operand<TFloat32> kept(Operand<TFloat32> sums) {
    return tf.ensureShape(sums, sums.shape());
  }

  /** {@code weight / sqrt(variance + epsilon)}. */
  private Operand<TFloat32> unscaledGain() {
    return tf.math.div(
        own.weight(), tf.math.sqrt(tf.math.add(own.variance(), tf.constant(EPSILON))));
  }

  private <T extends TFloating> TrainedNormalization<T> of(
      Operand<T> batch,
      Operand<TFloat32> center,
      Operand<TFloat32> spread,
      Optional<TrainedNormalization.Scale> scale) {
    return new TrainedNormalization<>(batch, center, spread, own.weight(), own.bias(), scale);
  }

  private FusedBatchNorm<TFloat32, TFloat32> fused(
      Operand<TFloat32> pixels,
      Operand<TFloat32> center,
      Operand<TFloat32> spread,
      boolean training) {
    return tf.nn.fusedBatchNorm(
        pixels,
        own.weight(),
        own.bias(),
        center,
        spread,
        FusedBatchNorm.epsilon(EPSILON),
        FusedBatchNorm.isTraining(training));
  }
}
