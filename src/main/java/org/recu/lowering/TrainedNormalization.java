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
 * A batch normalisation in training whose statistics are given, and its gradient.
 *
 * <pre>
 *   y = (c - center) gain / sqrt(spread + epsilon) + bias
 * </pre>
 *
 * @param <T> type of the batch's gradient: float32, or bfloat16 in mixed precision
 * @param center (channels): the batch's mean
 * @param spread (channels): its variance, plus any other term beside epsilon
 * @param gain (channels)
 * @param bias (channels)
 * @param scale a factor of the batch that has not been applied
 * @param start of the backward pass of the batch's layer, which is set when it begins
 * @param whole what the gradient owes to statistics of a whole batch; empty where they are those of
 *     the batch, on the CPU
 */
record TrainedNormalization<T extends TFloating>(
    Operand<TFloat32> center,
    Operand<TFloat32> spread,
    Operand<TFloat32> gain,
    Operand<TFloat32> bias,
    Optional<Scale> scale,
    BackwardStart start,
    Optional<WholeBatchGradient<T>> whole) {

  /**
   * A scale, which the normalisation cancels except in its epsilon.
   *
   * @param value (channels)
   * @param slope (channels): the gradient for the scale is that for the gain times gain and slope
   */
  record Scale(Operand<TFloat32> value, Operand<TFloat32> slope) {}

  /**
   * The operands that have a gradient.
   *
   * @param batch c
   */
  List<Operand<?>> inputs(Operand<?> batch) {
    List<Operand<?>> inputs = new ArrayList<>(List.of(batch, gain, bias));
    scale.ifPresent(factor -> inputs.add(factor.value));
    return inputs;
  }

  /**
   * The loss's gradient with respect to each of the inputs, by the gradient op of TensorFlow's
   * fused batch normalisation, which sums in float32.
   *
   * @param tf where the ops go
   * @param batch c: (batch, height, width, channels)
   * @param upstream the loss's gradient with respect to y
   */
  List<Operand<?>> gradients(Ops tf, Operand<T> batch, Operand<T> upstream) {
    start.at(upstream);
    FusedBatchNormGrad<T, TFloat32> gradient =
        tf.nn.fusedBatchNormGrad(
            upstream,
            batch,
            gain,
            center,
            spread,
            tf.constant(new float[0]),
            FusedBatchNormGrad.epsilon(BatchNormalization.EPSILON),
            FusedBatchNormGrad.isTraining(whole.isEmpty()));
    Operand<T> forBatch =
        whole.isPresent() ? whole.get().of(tf, this, batch, gradient) : gradient.xBackprop();
    List<Operand<?>> gradients =
        new ArrayList<>(List.of(forBatch, gradient.scaleBackprop(), gradient.offsetBackprop()));
    scale.ifPresent(
        factor ->
            gradients.add(tf.math.mul(gradient.scaleBackprop(), tf.math.mul(gain, factor.slope))));
    return gradients;
  }
}
