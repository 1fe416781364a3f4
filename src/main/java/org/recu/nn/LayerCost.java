package org.recu.nn;

/**
 * What a layer costs for one image.
 *
 * @param name the PyTorch name of the module, such as {@code layer1.0.conv1}
 * @param type such as {@code binary convolution 3x3}
 * @param output (height, width, channels) or (features)
 * @param binaryParameters parameters that need one bit in inference
 * @param realParameters parameters of 32 bits, without alpha
 * @param binaryMultiplyAdds multiply-adds of two signs
 * @param realMultiplyAdds multiply-adds of 32-bit numbers
 */
public record LayerCost(
    String name,
    String type,
    TensorShape output,
    long binaryParameters,
    long realParameters,
    long binaryMultiplyAdds,
    long realMultiplyAdds) {

  /** A layer whose only cost is its parameters. */
  static LayerCost ofParameters(String name, String type, TensorShape output, long parameters) {
    return new LayerCost(name, type, output, 0, parameters, 0, 0);
  }
}
