package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recu.nn.BatchNormalization;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNormGrad;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * A batch normalisation in training on the CPU: what it is computed from, and its gradient.
 *
 * <pre>
 *   y = (c - center) gain / sqrt(spread + epsilon) + bias
 * </pre>
 *
 * @param <T> type of the batch: float32, or bfloat16 in mixed precision
 * @param batch c: (batch, height, width, channels)
 * @param center (channels): the batch's mean
 * @param spread (channels): its variance, and what else stands beside epsilon
 * @param gain (channels)
 * @param bias (channels)
 * @param scale what the batch is still to be multiplied by, if anything
 */
record TrainedNormalization<T extends TFloating>(
    Operand<T> batch,
    Operand<TFloat32> center,
    Operand<TFloat32> spread,
    Operand<TFloat32> gain,
    Operand<TFloat32> bias,
    Optional<Scale> scale) {

  /**
   * A scale that the normalisation undoes, but for its epsilon.
   *
   * @param value (channels)
   * @param slope (channels): by what, and the gain, a gradient with respect to the gain is to be
   *     multiplied to become one with respect to the scale
   */
  record Scale(Operand<TFloat32> value, Operand<TFloat32> slope) {}

  /** What the gradient is for. */
  List<Operand<?>> inputs() {
    List<Operand<?>> inputs = new ArrayList<>(List.of(batch, gain, bias));
    scale.ifPresent(factor -> inputs.add(factor.value));
    return inputs;
  }

  /**
   * The loss's gradient with respect to each of the inputs, by the op that belongs to TensorFlow's
   * fused batch normalisation. It adds up in float32.
   *
   * @param tf where the ops go
   * @param upstream the loss's gradient with respect to y
   */
  List<Operand<?>> gradients(Ops tf, Operand<T> upstream) {
    FusedBatchNormGrad<T, TFloat32> gradient =
        tf.nn.fusedBatchNormGrad(
            upstream,
            batch,
            gain,
            center,
            spread,
            tf.constant(new float[0]),
            FusedBatchNormGrad.epsilon(BatchNormalization.EPSILON),
            FusedBatchNormGrad.isTraining(true));
    List<Operand<?>> gradients =
        new ArrayList<>(
            List.of(gradient.xBackprop(), gradient.scaleBackprop(), gradient.offsetBackprop()));
    scale.ifPresent(
        factor ->
            gradients.add(tf.math.mul(gradient.scaleBackprop(), tf.math.mul(gain, factor.slope))));
    return gradients;
  }
}
