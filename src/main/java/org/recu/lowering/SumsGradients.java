package org.recu.lowering;

import java.util.List;
import java.util.Optional;
import org.recu.binarize.ActivationGradient;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * The gradients of a convolution of an activation's signs: those of the sign and of the
 * convolution, as one, whichever way its sums were computed.
 *
 * <p>The gradient of the weight needs the signs. It takes them once more, when the backward pass
 * reaches the layer, so that they are not kept until then. In bfloat16, the gradient between sign
 * and convolution stays so, which saves two passes over the activations.
 *
 * @param <T> type in which the convolution's gradients are computed: float32 or bfloat16
 * @param convolution its gradients
 * @param activation (batch, height, width, channels), real
 * @param weight (kernel, kernel, channels, filters)
 * @param lateSigns of the activation, for the backward pass
 * @param sign its gradient
 * @param start when the late signs are taken
 */
record SumsGradients<T extends TFloating>(
    ConvolutionGradients<T> convolution,
    Operand<TFloat32> activation,
    Operand<T> weight,
    LateSigns<T> lateSigns,
    ActivationGradient sign,
    BackwardStart start) {

  /**
   * Numbers of an image up to which the signs are there before the upstream gradient is. A small
   * layer spends much of its time between its ops; the signs of a large one take much memory.
   */
  private static final long FEW_NUMBERS = 32 * 32 * 16;

  /**
   * Gives sums their gradients.
   *
   * @param tf where the ops go
   * @param context of the same graph
   * @param geometry of the convolution
   * @param input whose signs are convolved
   * @param weight (kernel, kernel, channels, filters)
   * @param type in which the convolution's gradients are computed: float32 or bfloat16
   * @param sums (batch, out height, out width, filters), without a gradient. Whoever reads whole
   *     numbers answers with a gradient of this type
   * @param start of the backward pass of the layer that they belong to
   * @return the sums
   */
  static <V extends TType, T extends TFloating> Operand<V> attach(
      Ops tf,
      TrainingContext context,
      Convolution geometry,
      SignInput input,
      Operand<TFloat32> weight,
      Class<T> type,
      Operand<V> sums,
      BackwardStart start) {
    Shape shape = input.values().shape();
    SumsGradients<T> gradients =
        new SumsGradients<>(
            ConvolutionGradients.define(context.fusions(), geometry, shape, type),
            input.values(),
            ConvolutionGradients.as(tf, weight, type),
            LateSigns.define(context.fusions(), shape, type),
            context
                .binarizer()
                .activationGradient(context.fusions(), shape, type, input.clamped().isPresent()),
            start);
    return input.convolution(tf, sums, weight, gradients::backward);
  }

  private List<Operand<TFloat32>> backward(
      Ops tf, Operand<? extends TFloating> upstream, Optional<Operand<TFloat32>> beside) {
    // Of sums in float32 the upstream gradient is so as well.
    Operand<T> gradient = ConvolutionGradients.as(tf, upstream, convolution.type());
    Operand<T> signs = lateSigns.of(tf, activation, isSmall() ? start.or(gradient) : gradient);
    ConvolutionGradients.Gradients<T> found = convolution.of(tf, signs, weight, gradient);
    return List.of(sign.of(tf, activation, found.input(), beside), found.filters());
  }

  private boolean isSmall() {
    Shape image = lateSigns.shape();
    return image.get(1) * image.get(2) * image.get(3) <= FEW_NUMBERS;
  }
}
