package org.recu.nn;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * Batch normalisation over all but the last axis, as {@code torch.nn.BatchNorm1d} and {@code 2d}:
 * epsilon 1e-5; a running statistic becomes 0.9 of itself and 0.1 of the batch's, the running
 * variance from the batch's variance that divides by {@code n - 1}.
 */
public final class BatchNormalization {

  private static final float EPSILON = 1e-5f;
  private static final float MOMENTUM = 0.1f;

  private BatchNormalization() {}

  /**
   * Adds a batch normalisation with {@code name.weight}, {@code name.bias}, {@code
   * name.running_mean} and {@code name.running_var}.
   *
   * @param tower what it is added to
   * @param name the module's PyTorch name
   * @param input (batch, height, width, channels) or (batch, features), float32
   * @return shaped as the input
   */
  public static Operand<TFloat32> apply(Tower tower, String name, Operand<TFloat32> input) {
    Ops tf = tower.ops(name);
    Shape shape = input.shape();
    long channels = shape.get(shape.numDimensions() - 1);
    boolean image = shape.numDimensions() == 4;
    Operand<TFloat32> pixels =
        image ? input : tf.reshape(input, tf.constant(new long[] {-1, 1, 1, channels}));

    Parameters parameters = tower.parameters();
    Operand<TFloat32> weight =
        parameters.value(tf, vector(name + ".weight", ParameterKind.VECTOR, channels, 1));
    Operand<TFloat32> bias =
        parameters.value(tf, vector(name + ".bias", ParameterKind.VECTOR, channels, 0));
    Parameter mean = vector(name + ".running_mean", ParameterKind.RUNNING_STATISTIC, channels, 0);
    Parameter variance =
        vector(name + ".running_var", ParameterKind.RUNNING_STATISTIC, channels, 1);

    FusedBatchNorm<TFloat32, TFloat32> normalized;
    if (tower.training()) {
      Operand<TFloat32> none = tf.constant(new float[0]);
      normalized = fused(tf, pixels, weight, bias, none, none, true);
      moveTowards(parameters, mean, normalized.batchMean());
      moveTowards(parameters, variance, normalized.batchVariance());
    } else {
      normalized =
          fused(
              tf,
              pixels,
              weight,
              bias,
              parameters.value(tf, mean),
              parameters.value(tf, variance),
              false);
    }
    tower.record(new Layer(name, "batch normalisation", shape.tail(), 0, 2 * channels, 0, 0));
    return image
        ? normalized.y()
        : tf.reshape(normalized.y(), tf.constant(new long[] {-1, channels}));
  }

  private static FusedBatchNorm<TFloat32, TFloat32> fused(
      Ops tf,
      Operand<TFloat32> pixels,
      Operand<TFloat32> weight,
      Operand<TFloat32> bias,
      Operand<TFloat32> mean,
      Operand<TFloat32> variance,
      boolean training) {
    return tf.nn.fusedBatchNorm(
        pixels,
        weight,
        bias,
        mean,
        variance,
        FusedBatchNorm.epsilon(EPSILON),
        FusedBatchNorm.isTraining(training));
  }

  private static void moveTowards(
      Parameters parameters, Parameter statistic, Operand<TFloat32> batch) {
    parameters.update(
        statistic,
        tf ->
            tf.math.add(
                tf.math.mul(parameters.value(tf, statistic), tf.constant(1 - MOMENTUM)),
                tf.math.mul(batch, tf.constant(MOMENTUM))));
  }

  private static Parameter vector(String name, ParameterKind kind, long size, double start) {
    return new Parameter(name, kind, Shape.of(size), Initial.constant(start));
  }
}
