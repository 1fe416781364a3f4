package org.recu.lowering;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Mean and variance of each channel over a batch, summed in two levels.
 *
 * <p>On the CPU, TensorFlow's fused batch normalisation adds up each channel in one long float32
 * sum. For a batch of 128 images of 32x32 its output is off by 8e-6 on average, enough to flip
 * signs that a more careful sum, such as PyTorch's, gets right. Here the fused op computes the
 * statistics of each (column, channel), whose sums are {@code width} times shorter, and these are
 * combined: {@code mean = E[m]}, {@code variance = E[v] + E[(m - mean)^2]}. The error drops to 1e-7
 * (docs/performance-notes.md).
 *
 * @param mean (channels), float32
 * @param variance (channels), float32, dividing by the count
 * @param unbiasedVariance (channels), float32, dividing by the count less one
 */
record BatchStatistics(
    Operand<TFloat32> mean, Operand<TFloat32> variance, Operand<TFloat32> unbiasedVariance) {

  /**
   * Adds the computation.
   *
   * @param tf where it goes
   * @param pixels (batch, height, width, channels), float32 or bfloat16; all but the batch known
   */
  static <T extends TFloating> BatchStatistics of(Ops tf, Operand<T> pixels) {
    Shape shape = pixels.shape();
    long height = shape.get(1);
    long width = shape.get(2);
    long channels = shape.get(3);
    Operand<T> columns =
        tf.reshape(pixels, tf.constant(new long[] {-1, height, 1, width * channels}));
    Operand<TFloat32> one = tf.fill(tf.constant(new long[] {width * channels}), tf.constant(1f));
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<T, TFloat32> fused =
        tf.nn.fusedBatchNorm(columns, one, one, none, none, FusedBatchNorm.isTraining(true));

    Operand<TFloat32> batch =
        tf.dtypes.cast(tf.shape.size(pixels, tf.constant(0), TInt32.class), TFloat32.class);
    Operand<TFloat32> columnCount = tf.math.mul(batch, tf.constant((float) height));
    Operand<TFloat32> count = tf.math.mul(columnCount, tf.constant((float) width));

    Operand<TFloat32> means = perColumn(tf, fused.batchMean(), width, channels);
    Operand<TFloat32> mean = tf.math.mean(means, tf.constant(0));
    Operand<TFloat32> within =
        tf.math.mul(
            tf.math.mean(perColumn(tf, fused.batchVariance(), width, channels), tf.constant(0)),
            // The op's variance divides by the count less one (and by 1 where the count is 1).
            tf.math.div(tf.math.sub(columnCount, tf.constant(1f)), columnCount));
    Operand<TFloat32> between =
        tf.math.mean(tf.math.squaredDifference(means, mean), tf.constant(0));
    return of(tf, mean, tf.math.add(within, between), count);
  }

  /**
   * Adds the computation for whole numbers, whose sums are exact: mean and variance are rounded
   * once, and the variance needs no mean.
   *
   * @param tf where it goes
   * @param sums (batch, height, width, channels)
   */
  static BatchStatistics ofWhole(Ops tf, Int16Sums sums) {
    Shape shape = sums.shape();
    Operand<TFloat64> count =
        tf.math.mul(
            tf.dtypes.cast(
                tf.shape.size(sums.bits(), tf.constant(0), TInt32.class), TFloat64.class),
            tf.constant((double) (shape.get(1) * shape.get(2))));
    Operand<TFloat64> sum = sums.blocks().sum(tf);
    Operand<TFloat64> mean = tf.math.div(sum, count);
    Operand<TFloat64> deviations =
        tf.math.sub(sums.blocks().sumOfSquares(tf), tf.math.mul(sum, mean));
    Operand<TFloat64> variance = tf.math.div(tf.math.maximum(deviations, tf.constant(0.0)), count);
    return of(
        tf,
        tf.dtypes.cast(mean, TFloat32.class),
        tf.dtypes.cast(variance, TFloat32.class),
        tf.dtypes.cast(count, TFloat32.class));
  }

  /** The same with a number added to the mean. */
  BatchStatistics plus(Ops tf, Operand<TFloat32> number) {
    return new BatchStatistics(tf.math.add(mean, number), variance, unbiasedVariance);
  }

  /**
   * The statistics of a whole batch, from those of each tower's images.
   *
   * <pre>
   *   mean = sum(n_i mean_i) / N      variance = sum(n_i (variance_i + (mean_i - mean)^2)) / N
   * </pre>
   *
   * @param tf where the ops go
   * @param whole the batch
   * @param layer whose statistics these are
   * @param pixels shape of the tower's batch; all but its size known
   */
  BatchStatistics over(Ops tf, WholeBatch whole, String layer, Shape pixels) {
    long channels = pixels.get(3);
    Operand<TFloat32> images = whole.share().images();
    Operand<TFloat32> total = whole.share().total();
    Operand<TFloat32> towers =
        whole.gather(
            tf,
            layer + ".forward",
            tf.concat(
                List.of(mean, variance, tf.expandDims(images, tf.constant(0))), tf.constant(0)));
    Operand<TFloat32> means = columns(tf, towers, 0, channels);
    Operand<TFloat32> variances = columns(tf, towers, channels, channels);
    Operand<TFloat32> counts = columns(tf, towers, 2 * channels, 1);

    Operand<TFloat32> together = mean(tf, counts, means, total);
    Operand<TFloat32> spread =
        mean(tf, counts, tf.math.add(variances, tf.math.squaredDifference(means, together)), total);
    Operand<TFloat32> count =
        tf.math.mul(total, tf.constant((float) (pixels.get(1) * pixels.get(2))));
    return of(tf, together, spread, count);
  }

  /** The mean over towers, each as often as it has images. */
  private static Operand<TFloat32> mean(
      Ops tf, Operand<TFloat32> counts, Operand<TFloat32> values, Operand<TFloat32> total) {
    return tf.math.div(tf.reduceSum(tf.math.mul(counts, values), tf.constant(0)), total);
  }

  private static Operand<TFloat32> columns(
      Ops tf, Operand<TFloat32> rows, long first, long number) {
    return tf.slice(rows, tf.constant(new long[] {0, first}), tf.constant(new long[] {-1, number}));
  }

  private static BatchStatistics of(
      Ops tf, Operand<TFloat32> mean, Operand<TFloat32> variance, Operand<TFloat32> count) {
    Operand<TFloat32> degrees =
        tf.math.maximum(tf.math.sub(count, tf.constant(1f)), tf.constant(1f));
    return new BatchStatistics(mean, variance, tf.math.mul(variance, tf.math.div(count, degrees)));
  }

  private static Operand<TFloat32> perColumn(
      Ops tf, Operand<TFloat32> statistic, long width, long channels) {
    return tf.reshape(statistic, tf.constant(new long[] {width, channels}));
  }
}
