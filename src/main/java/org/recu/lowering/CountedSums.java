package org.recu.lowering;

import java.util.List;
import java.util.Optional;
import org.recu.binarize.ActivationGradient;
import org.recu.binarize.Binarizer;
import org.recu.fusion.Fusions;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint16;

/**
 * A convolution of an activation's signs with signs in training in float32, by counting bits, with
 * the gradients of both the sign and the convolution.
 *
 * <p>Its numbers are those of the sign followed by the convolution. As one op it never writes the
 * signs as numbers in the forward pass. The gradient of the weight needs them: it takes the sign
 * once more, when the upstream gradient is there, so that they are not kept until then.
 *
 * @param gradients of the convolution
 * @param activation (batch, height, width, channels), real
 * @param weight (kernel, kernel, channels, filters): signs
 * @param lateSigns of the activation, for the backward pass
 * @param gradient of the sign
 */
record CountedSums(
    ConvolutionGradients gradients,
    Operand<TFloat32> activation,
    Operand<TFloat32> weight,
    LateSigns<TFloat32> lateSigns,
    ActivationGradient gradient) {

  /**
   * Adds the convolution.
   *
   * @param tf where it goes
   * @param fusions of the same graph, compiled
   * @param binarizer whose gradient the sign has
   * @param geometry of the convolution; it {@linkplain OneBitSums#fit fits}
   * @param input the activation
   * @param weight (kernel, kernel, channels, filters): each -1, 0 or +1
   * @return (batch, out height, out width, filters): whole numbers
   */
  static Operand<TFloat32> of(
      Ops tf,
      Fusions fusions,
      Binarizer binarizer,
      Convolution geometry,
      SignInput input,
      Operand<TFloat32> weight) {
    Operand<TFloat32> value =
        OneBitSums.of(tf, fusions, geometry, input.values(), weight, TFloat32.class);
    CountedSums sums = of(fusions, binarizer, geometry, input, weight);
    return input.convolution(tf, value, weight, sums::backward);
  }

  /** The same sums in 16 bits, which {@linkplain Int16Sums#fit hold} them. */
  static Operand<TUint16> int16(
      Ops tf,
      Fusions fusions,
      Binarizer binarizer,
      Convolution geometry,
      SignInput input,
      Operand<TFloat32> weight) {
    Operand<TUint16> value = OneBitSums.int16(tf, fusions, geometry, input.values(), weight);
    CountedSums sums = of(fusions, binarizer, geometry, input, weight);
    return input.convolution(tf, value, weight, sums::backward);
  }

  private static CountedSums of(
      Fusions fusions,
      Binarizer binarizer,
      Convolution geometry,
      SignInput input,
      Operand<TFloat32> weight) {
    Shape shape = input.values().shape();
    return new CountedSums(
        ConvolutionGradients.define(fusions, geometry, shape),
        input.values(),
        weight,
        LateSigns.define(fusions, shape, TFloat32.class),
        binarizer.activationGradient(fusions, shape, TFloat32.class, input.clamped().isPresent()));
  }

  private List<Operand<TFloat32>> backward(
      Ops tf, Operand<TFloat32> upstream, Optional<Operand<TFloat32>> beside) {
    Operand<TFloat32> signs = lateSigns.of(tf, activation, upstream);
    ConvolutionGradients.Gradients found = gradients.of(tf, signs, weight, upstream);
    return List.of(gradient.of(tf, activation, found.input(), beside), found.filters());
  }
}
