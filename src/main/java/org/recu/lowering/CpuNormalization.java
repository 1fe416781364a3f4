package org.recu.lowering;

import java.util.Optional;
import org.recu.autodiff.CustomGradient;
import org.recu.graph.Shapes;
import org.recu.nn.BatchNormalization;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * A batch normalisation in training by statistics from {@link BatchStatistics}, with the gradient
 * of the op that belongs to the fused one: that of the CPU, and on all devices that of a {@link
 * WholeBatch}.
 *
 * <p>After a binary convolution the layer normalises {@code s c}, {@code c} the sums and {@code s}
 * their scale, and never forms that product. With {@code m} and {@code v} the mean and variance of
 * {@code c},
 *
 * <pre>
 *   y = weight (c - m) / sqrt(v + epsilon / s^2) + bias
 * </pre>
 *
 * <p>which is a batch normalisation of {@code c} whose epsilon differs from channel to channel. The
 * gradient for the scale is what comes through that epsilon, {@code sum(g xhat) weight epsilon / (s
 * (s^2 v + epsilon))}: batch normalisation undoes all the rest of it.
 *
 * @param tf where the ops go
 * @param context of the same graph
 * @param layer the batch normalisation
 */
record CpuNormalization(Ops tf, TrainingContext context, BatchNormalization layer) {

  /** Keeps what is divided by the scale finite where that is 0. */
  private static final float LEAST_SCALE = 1e-12f;

  /** What the batch is centred and divided by, and what else the gradient needs. */
  private record Centering(
      Operand<TFloat32> center,
      Operand<TFloat32> spread,
      Optional<TrainedNormalization.Scale> scale,
      BackwardStart start) {}

  /**
   * Normalises a batch by TensorFlow's fused op, on any device.
   *
   * @param pixels (batch, height, width, channels), float32
   */
  Operand<TFloat32> of(Operand<TFloat32> pixels) {
    TrainedNormalization<TFloat32> normalization =
        trained(pixels.shape(), TFloat32.class, centering(pixels));
    FusedNormalization.Numbers numbers =
        new FusedNormalization.Numbers(
            normalization.gain(),
            normalization.bias(),
            normalization.center(),
            normalization.spread());
    return CustomGradient.attach(
        tf,
        FusedNormalization.of(tf, pixels, numbers, false).y(),
        normalization.inputs(pixels),
        (ops, upstream) -> normalization.gradients(ops, pixels, upstream));
  }

  /**
   * Normalises a batch.
   *
   * @param pixels (batch, height, width, channels), float32
   */
  Float32Normalization ofImages(Operand<TFloat32> pixels) {
    return wide(pixels, centering(pixels));
  }

  /**
   * Normalises scaled sums.
   *
   * @param sums (batch, height, width, channels), float32
   * @param scale (channels)
   */
  Float32Normalization ofScaled(Operand<TFloat32> sums, Operand<TFloat32> scale) {
    return wide(sums, centering(statistics(sums), scale, new BackwardStart()));
  }

  /**
   * Normalises scaled sums in 16 bits.
   *
   * @param scale (channels)
   */
  Float32Normalization ofInt16(Int16Sums sums, Operand<TFloat32> scale) {
    return wide(sums.bits(), centering(statistics(sums), scale, sums.start()));
  }

  /**
   * Normalises scaled sums in 16 bits whose gradient is bfloat16.
   *
   * @param scale (channels)
   */
  MixedNormalization ofNarrowInt16(Int16Sums sums, Operand<TFloat32> scale) {
    return narrow(sums.bits(), centering(statistics(sums), scale, sums.start()));
  }

  /**
   * Normalises a batch that a convolution gave in bfloat16.
   *
   * @param pixels (batch, height, width, channels)
   */
  MixedNormalization ofNarrow(Operand<TBfloat16> pixels) {
    return narrow(pixels, centering(pixels));
  }

  /**
   * Normalises scaled sums that a convolution gave in bfloat16.
   *
   * @param sums (batch, height, width, channels)
   * @param scale (channels), float32
   */
  MixedNormalization ofNarrowScaled(Operand<TBfloat16> sums, Operand<TFloat32> scale) {
    return narrow(sums, centering(statistics(sums), scale, new BackwardStart()));
  }

  private <T extends TFloating> Centering centering(Operand<T> pixels) {
    BatchStatistics batch = statistics(pixels);
    RunningStatistics.follow(context.parameters(), layer, batch.mean(), batch.unbiasedVariance());
    return new Centering(batch.mean(), batch.variance(), Optional.empty(), new BackwardStart());
  }

  private Centering centering(BatchStatistics batch, Operand<TFloat32> scale, BackwardStart start) {
    Operand<TFloat32> epsilon = tf.constant(BatchNormalization.EPSILON);
    RunningStatistics.follow(
        context.parameters(),
        layer,
        tf.math.mul(batch.mean(), scale),
        tf.math.mul(batch.unbiasedVariance(), tf.math.square(scale)));

    Operand<TFloat32> divisor = tf.math.maximum(scale, tf.constant(LEAST_SCALE));
    // Epsilon itself is added later, so that v + epsilon / s^2 is what is divided by.
    Operand<TFloat32> spread =
        tf.math.add(
            batch.variance(),
            tf.math.mul(
                epsilon,
                tf.math.sub(tf.math.reciprocal(tf.math.square(divisor)), tf.constant(1f))));
    Operand<TFloat32> slope =
        tf.math.div(
            epsilon,
            tf.math.mul(
                divisor,
                tf.math.add(tf.math.mul(tf.math.square(divisor), batch.variance()), epsilon)));
    return new Centering(
        batch.mean(), spread, Optional.of(new TrainedNormalization.Scale(scale, slope)), start);
  }

  private <T extends TFloating> BatchStatistics statistics(Operand<T> pixels) {
    return over(BatchStatistics.of(tf, pixels), pixels.shape());
  }

  private BatchStatistics statistics(Int16Sums sums) {
    return over(BatchStatistics.ofWhole(tf, sums), sums.shape()).plus(tf, sums.doubt());
  }

  private BatchStatistics over(BatchStatistics own, Shape pixels) {
    return context.whole().isPresent()
        ? own.over(tf, context.whole().get(), layer.name(), pixels)
        : own;
  }

  private Float32Normalization wide(Operand<?> batch, Centering by) {
    return new Float32Normalization(
        new NormalizationPass<>(
            trained(batch.asOutput().shape(), TFloat32.class, by), batch, shape()));
  }

  private Shape shape() {
    return Shapes.batchOf(layer.output());
  }

  private MixedNormalization narrow(Operand<?> batch, Centering by) {
    return new MixedNormalization(
        new NormalizationPass<>(
            trained(batch.asOutput().shape(), TBfloat16.class, by), batch, shape()));
  }

  private <T extends TFloating> TrainedNormalization<T> trained(
      Shape batch, Class<T> type, Centering by) {
    return new TrainedNormalization<>(
        by.center,
        by.spread,
        context.parameters().value(layer.weight()),
        context.parameters().value(layer.bias()),
        by.scale,
        by.start,
        context
            .whole()
            .map(
                whole ->
                    WholeBatchGradient.of(context.fusions(), whole, layer.name(), batch, type)));
  }
}
