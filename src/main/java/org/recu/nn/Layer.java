package org.recu.nn;

import org.tensorflow.ndarray.Shape;

/**
 * What one layer costs for one image, for the model's summary.
 *
 * @param name the PyTorch name of the module, such as {@code layer1.0.conv1}
 * @param type such as {@code binary convolution 3x3}
 * @param outputShape (height, width, channels) or (features)
 * @param binaryParameters parameters that need one bit when the network runs
 * @param realParameters parameters of 32 bits, without alpha
 * @param binaryMultiplyAdds multiply-adds of two signs
 * @param realMultiplyAdds multiply-adds of 32-bit numbers
 */
public record Layer(
    String name,
    String type,
    Shape outputShape,
    long binaryParameters,
    long realParameters,
    long binaryMultiplyAdds,
    long realMultiplyAdds) {}
