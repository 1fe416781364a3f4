package org.recu.nn;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The parameters of a batch normalisation: what it learns, and the running statistics that it
 * evaluates with.
 */
final class NormalizationParameters {

  private static final float MOMENTUM = 0.1f;

  private final Parameters parameters;
  private final Ops tf;
  private final Parameter weight;
  private final Parameter bias;
  private final Parameter mean;
  private final Parameter variance;

  /**
   * Declares {@code name.weight}, {@code name.bias}, {@code name.running_mean} and {@code
   * name.running_var}.
   *
   * @param parameters among which they are
   * @param tf where their values are read
   * @param name the module's PyTorch name
   * @param channels how many numbers each has
   * @param weightStart where the weight starts
   */
  NormalizationParameters(
      Parameters parameters, Ops tf, String name, long channels, Initial weightStart) {
    this.parameters = parameters;
    this.tf = tf;
    Shape shape = Shape.of(channels);
    weight = new Parameter(name + ".weight", ParameterKind.VECTOR, shape, weightStart);
    bias = new Parameter(name + ".bias", ParameterKind.VECTOR, shape, Initial.constant(0));
    mean = statistic(name + ".running_mean", shape, 0);
    variance = statistic(name + ".running_var", shape, 1);
    for (Parameter parameter : List.of(weight, bias, mean, variance)) {
      parameters.declare(tf, parameter);
    }
  }

  private static Parameter statistic(String name, Shape shape, double start) {
    return new Parameter(name, ParameterKind.RUNNING_STATISTIC, shape, Initial.constant(start));
  }

  /** (channels): what the normalised batch is multiplied by. */
  Operand<TFloat32> weight() {
    return parameters.value(tf, weight);
  }

  /** (channels): what is added to it. */
  Operand<TFloat32> bias() {
    return parameters.value(tf, bias);
  }

  /** (channels): the running mean. */
  Operand<TFloat32> mean() {
    return parameters.value(tf, mean);
  }

  /** (channels): the running variance. */
  Operand<TFloat32> variance() {
    return parameters.value(tf, variance);
  }

  /**
   * Moves the running statistics a tenth of the way to a batch's with every step.
   *
   * @param batchMean (channels)
   * @param batchVariance (channels), dividing by the count less one
   */
  void follow(Operand<TFloat32> batchMean, Operand<TFloat32> batchVariance) {
    moveTowards(mean, batchMean);
    moveTowards(variance, batchVariance);
  }

  private void moveTowards(Parameter statistic, Operand<TFloat32> batch) {
    parameters.update(
        statistic,
        ops ->
            ops.math.add(
                ops.math.mul(parameters.value(ops, statistic), ops.constant(1 - MOMENTUM)),
                ops.math.mul(batch, ops.constant(MOMENTUM))));
  }
}
