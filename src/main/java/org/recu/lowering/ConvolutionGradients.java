package org.recu.lowering;

import java.util.Optional;
import org.recu.fusion.Fusions;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The gradients of a convolution of signs on the CPU. They are the same whichever way its sums
 * take, and which of the two ways they take themselves depends on the layer's shape alone, not on
 * the machine.
 *
 * @param form the convolution
 * @param type of signs, weights and the gradient for the signs: float32 or bfloat16
 * @param winograd for wide layers without a stride; the others take TensorFlow's convolutions
 * @param taps instead of a convolution, for the filters' gradient of wide layers with a stride
 */
record ConvolutionGradients<T extends TFloating>(
    ConvolutionOps form,
    Class<T> type,
    Optional<WinogradGradients<T>> winograd,
    Optional<TapProducts<T>> taps) {

  /**
   * Gradients.
   *
   * @param input shaped as the convolution's input
   * @param filters shaped as its filters
   */
  record Gradients<T extends TFloating>(Operand<T> input, Operand<TFloat32> filters) {}

  /**
   * Defines what they need. In a backward pass that would be too late.
   *
   * @param fusions of the graph, compiled
   * @param geometry of the convolution
   * @param input its shape: (batch, height, width, channels); all but the batch known
   * @param type of signs, weights and upstream gradient: float32 or bfloat16
   */
  static <T extends TFloating> ConvolutionGradients<T> define(
      Fusions fusions, Convolution geometry, Shape input, Class<T> type) {
    return new ConvolutionGradients<>(
        new ConvolutionOps(geometry),
        type,
        WinogradGradients.fit(geometry, input)
            ? Optional.of(WinogradGradients.define(fusions, geometry, input, type))
            : Optional.empty(),
        TapProducts.fit(geometry, input)
            ? Optional.of(TapProducts.define(fusions, geometry, input, type))
            : Optional.empty());
  }

  /**
   * Adds the gradients to a backward pass.
   *
   * @param signs (batch, height, width, channels): the convolution's input, as it is when the
   *     upstream gradient is there
   * @param weight (kernel, kernel, channels, filters)
   * @param upstream (batch, out height, out width, filters)
   */
  Gradients<T> of(Ops tf, Operand<T> signs, Operand<T> weight, Operand<T> upstream) {
    if (winograd.isPresent()) {
      Operand<TFloat32> filters = winograd.get().forFilters(tf, signs, upstream);
      // One after the other: each needs memory for its tiles, and uses all processors. And the
      // weights' transform, which needs no gradient, would otherwise come in the forward pass.
      Operand<T> then = Awaiting.of(tf, upstream, filters).expect(type);
      Operand<T> late = Awaiting.of(tf, weight, filters).expect(type);
      return new Gradients<>(winograd.get().forInput(tf, late, then), filters);
    }
    Operand<T> padded = form.padded(tf, signs);
    Operand<T> forPadded =
        tf.nn.conv2dBackpropInput(
            tf.shape(padded), weight, upstream, form.strides(), form.paddingName());
    return new Gradients<>(
        form.unpadded(tf, forPadded, tf.shape(signs)),
        taps.isPresent()
            ? taps.get().of(tf, padded, upstream)
            : as(tf, form.filterGradient(tf, padded, tf.shape(weight), upstream), TFloat32.class));
  }

  /** Numbers in a type; as they are, if they have it. May be called while gradients are added. */
  static <T extends TFloating> Operand<T> as(
      Ops tf, Operand<? extends TFloating> values, Class<T> type) {
    return values.asOutput().type() == type
        ? values.asOutput().expect(type)
        : tf.dtypes.cast(values, type);
  }
}
