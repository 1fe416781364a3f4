package org.recu.nn;

/**
 * The convolutions in a network's blocks, each with the batch normalisation that follows it.
 *
 * @param precision of their weights and inputs
 * @param weightStart how their weights are initialised
 * @param scaleStart how the weights of the batch normalisations are initialised
 */
public record BlockConvolution(Precision precision, Initial weightStart, Initial scaleStart) {

  /**
   * {@code BN(conv(x))}, where the convolution takes the sign of {@code x} unless it is real.
   *
   * @param input (height, width, channels)
   * @param convolution PyTorch name of the convolution
   * @param normalization PyTorch name of the batch normalisation
   * @param form geometry of the convolution
   */
  public Normalized of(Real input, String convolution, String normalization, Convolution form) {
    return switch (precision) {
      case BINARY ->
          input
              .sign()
              .convolve(convolution, form, weightStart)
              .normalize(normalization, scaleStart);
      case BINARY_ACTIVATIONS ->
          input
              .sign()
              .convolveWithRealWeights(convolution, form, weightStart)
              .normalize(normalization, scaleStart);
      case REAL ->
          input.convolve(convolution, form, weightStart).normalize(normalization, scaleStart);
    };
  }
}
