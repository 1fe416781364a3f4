package org.recu.lowering;

import org.recu.graph.TrainedParameters;
import org.recu.nn.BatchNormalization;
import org.recu.nn.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The running mean and variance of a batch normalisation in training. */
final class RunningStatistics {

  private RunningStatistics() {}

  /**
   * Moves the running statistics a tenth of the way to a batch's with every step.
   *
   * @param parameters among which they are
   * @param batchMean (channels)
   * @param batchVariance (channels), dividing by the count less one
   */
  static void follow(
      TrainedParameters parameters,
      BatchNormalization layer,
      Operand<TFloat32> batchMean,
      Operand<TFloat32> batchVariance) {
    moveTowards(parameters, layer.mean(), batchMean);
    moveTowards(parameters, layer.variance(), batchVariance);
  }

  private static void moveTowards(
      TrainedParameters parameters, Parameter statistic, Operand<TFloat32> batch) {
    float share = BatchNormalization.MOMENTUM;
    parameters.update(
        statistic,
        ops ->
            ops.math.add(
                ops.math.mul(parameters.value(statistic), ops.constant(1 - share)),
                ops.math.mul(batch, ops.constant(share))));
  }
}
