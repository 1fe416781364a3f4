package org.recu.binarize;

import java.util.List;
import java.util.Optional;
import org.recu.autodiff.CustomGradient;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * How the weights and the activations of a binary convolution become signs, and which gradients
 * flow through that.
 *
 * <p>{@link Recu} is the method of the paper. Another method is another implementation: nothing
 * else of the program knows how a sign is come by.
 */
public interface Binarizer {

  /**
   * The binarization of one layer's weight in training.
   *
   * @param tf where the ops go
   * @param fusions of the same graph
   * @param latentWeight (kernel height, kernel width, in channels, out channels), float32
   * @param tau scalar: the schedule's number for the epoch
   */
  WeightBinarization weight(
      Ops tf, Fusions fusions, Operand<TFloat32> latentWeight, Operand<TFloat32> tau);

  /**
   * The binary weight in evaluation, without a gradient: exactly the -1, 0 or +1 of {@link
   * #weight}, whatever tau is.
   *
   * @param tf where the ops go
   * @param latentWeight (kernel height, kernel width, in channels, out channels), float32
   * @return shaped as the weight
   */
  Operand<TFloat32> weightSigns(Ops tf, Operand<TFloat32> latentWeight);

  /**
   * The gradient of an activation's sign. The forward value is {@code sign(a)} with every
   * binarizer.
   *
   * @param fusions of the graph that it goes into
   * @param shape of the activations: (batch, height, width, channels); all but the batch known
   * @param upstream type of the gradient that comes in: float32 or bfloat16
   * @param clamped whether the activation is what a hard tanh gave, and the gradient is to be that
   *     of the hard tanh's operand: 0 where the activation is -1 or +1
   */
  ActivationGradient activationGradient(
      Fusions fusions, Shape shape, Class<? extends TFloating> upstream, boolean clamped);

  /**
   * The sign of an activation in training, with its gradient.
   *
   * @param tf where the ops go
   * @param fusions of the same graph
   * @param activation (batch, height, width, channels), float32; all but the batch known
   * @return exactly -1, 0 or +1, shaped as the activation
   */
  default Operand<TFloat32> activation(Ops tf, Fusions fusions, Operand<TFloat32> activation) {
    ActivationGradient gradient =
        activationGradient(fusions, activation.shape(), TFloat32.class, false);
    return CustomGradient.attach(
        tf,
        tf.math.sign(activation),
        List.of(activation),
        (ops, upstream) -> List.of(gradient.of(ops, activation, upstream, Optional.empty())));
  }
}
