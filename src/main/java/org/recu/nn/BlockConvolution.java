package org.recu.nn;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The convolutions in a network's blocks, each with the batch normalisation that follows it.
 *
 * @param precision of their weights and inputs
 * @param weightStart where their weights start
 * @param scaleStart where the weights of the batch normalisations start
 */
public record BlockConvolution(Precision precision, Initial weightStart, Initial scaleStart) {

  /**
   * Adds a convolution and its batch normalisation.
   *
   * @param tower what they are added to
   * @param convolution PyTorch name of the one, with {@code weight} and, unless it is real, {@code
   *     alpha}
   * @param normalization PyTorch name of the other
   * @param input (batch, height, width, channels), float32, real: where its sign is convolved, that
   *     is taken here
   * @param form filters, kernel, stride and padding
   * @return (batch, out height, out width, filters)
   */
  public Operand<TFloat32> apply(
      Tower tower,
      String convolution,
      String normalization,
      Operand<TFloat32> input,
      Convolution form) {
    return switch (precision) {
      case BINARY ->
          BatchNormalization.apply(
              tower,
              normalization,
              BinaryConvolution.apply(tower, convolution, input, form, weightStart),
              scaleStart);
      case BINARY_ACTIVATIONS ->
          BatchNormalization.apply(
              tower,
              normalization,
              BinaryConvolution.withRealWeights(tower, convolution, input, form, weightStart),
              scaleStart);
      case REAL ->
          BatchNormalization.apply(
              tower, normalization, form.real(tower, convolution, input, weightStart), scaleStart);
    };
  }
}
