package org.recu.lowering;

import java.util.List;
import java.util.Optional;
import org.recu.autodiff.CustomGradient;
import org.recu.autodiff.CustomGradient.Backward;
import org.recu.fusion.Fusions;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The gradients of a convolution of signs in float32 on the CPU. They are the same whichever way
 * its sums take, and which of the two ways they take themselves depends on the layer's shape alone,
 * not on the machine.
 *
 * @param form the convolution
 * @param winograd for wide layers; the others take TensorFlow's convolutions
 */
record ConvolutionGradients(ConvolutionOps form, Optional<WinogradGradients> winograd) {

  /**
   * Gradients.
   *
   * @param input shaped as the convolution's input
   * @param filters shaped as its filters
   */
  record Gradients(Operand<TFloat32> input, Operand<TFloat32> filters) {}

  /**
   * Defines what they need. In a backward pass that would be too late.
   *
   * @param fusions of the graph, compiled
   * @param geometry of the convolution
   * @param input its shape: (batch, height, width, channels); all but the batch known
   */
  static ConvolutionGradients define(Fusions fusions, Convolution geometry, Shape input) {
    return new ConvolutionGradients(
        new ConvolutionOps(geometry),
        WinogradGradients.fit(geometry, input)
            ? Optional.of(WinogradGradients.define(fusions, geometry, input))
            : Optional.empty());
  }

  /**
   * A convolution with these gradients, however it was computed.
   *
   * @param value of the convolution
   * @param signs (batch, height, width, channels): its input
   * @param weight (kernel, kernel, channels, filters)
   * @return the value
   */
  <T extends TNumber> Operand<T> attached(
      Ops tf, Operand<T> value, Operand<TFloat32> signs, Operand<TFloat32> weight) {
    Backward<TFloat32> backward =
        (ops, upstream) -> {
          Operand<TFloat32> late = Awaiting.of(ops, signs, upstream).expect(TFloat32.class);
          Gradients gradients = of(ops, late, weight, upstream);
          return List.of(gradients.input, gradients.filters);
        };
    return CustomGradient.attachTyped(tf, value, List.of(signs, weight), backward);
  }

  /**
   * Adds the gradients to a backward pass.
   *
   * @param signs (batch, height, width, channels): the convolution's input, as it is when the
   *     upstream gradient is there
   * @param weight (kernel, kernel, channels, filters)
   * @param upstream (batch, out height, out width, filters)
   */
  Gradients of(
      Ops tf, Operand<TFloat32> signs, Operand<TFloat32> weight, Operand<TFloat32> upstream) {
    if (winograd.isPresent()) {
      Operand<TFloat32> filters = winograd.get().forFilters(tf, signs, upstream);
      // One after the other: each needs memory for its tiles, and uses all processors. And the
      // weights' transform, which needs no gradient, would otherwise come in the forward pass.
      Operand<TFloat32> then = Awaiting.of(tf, upstream, filters).expect(TFloat32.class);
      Operand<TFloat32> late = Awaiting.of(tf, weight, filters).expect(TFloat32.class);
      return new Gradients(winograd.get().forInput(tf, late, then), filters);
    }
    Operand<TFloat32> padded = form.padded(tf, signs);
    Operand<TFloat32> forPadded =
        tf.nn.conv2dBackpropInput(
            tf.shape(padded), weight, upstream, form.strides(), form.paddingName());
    return new Gradients(
        form.unpadded(tf, forPadded, tf.shape(signs)),
        form.filterGradient(tf, padded, tf.shape(weight), upstream));
  }
}
