package org.recu.packing;

import org.recu.nn.BatchNormalization;
import org.recu.packed.Floats;
import org.recu.packed.proto.NormalizationMessage;

/**
 * What a batch normalisation with running statistics becomes in a packed file.
 *
 * <p>A sign may turn a difference in the last bit into one of 2. So where signs follow, the file
 * holds exactly the numbers that the SavedModel's op takes or makes at first:
 *
 * <pre>
 *   of whole numbers   y = c gain + offset          gain and offset as in the SavedModel
 *   of images          y = fma((x - mean) inverse, weight, bias)
 *                                                   inverse = 1 / sqrt(variance + epsilon)
 *   of features        y = x gain + offset          gain = weight inverse
 *                                                   offset = bias - mean gain
 * </pre>
 *
 * <p>No sign follows features, which are folded into two numbers a channel for their size.
 */
final class Folding {

  private Folding() {}

  /** Of the sums of a binary convolution. */
  static NormalizationMessage.Builder ofSums(float[] gain, float[] offset) {
    return message(gain, offset);
  }

  /** Of images that a real convolution yields. */
  static NormalizationMessage.Builder ofImages(BatchNormalization layer, WeightSource weights) {
    float[] inverse = weights.of(layer.variance()).clone();
    for (int i = 0; i < inverse.length; i++) {
      // A double's root, rounded, is the float's; so are quotient and sum.
      inverse[i] = 1 / (float) Math.sqrt(inverse[i] + BatchNormalization.EPSILON);
    }
    return message(weights.of(layer.weight()), weights.of(layer.bias()))
        .setMean(Floats.bytes(weights.of(layer.mean())))
        .setInverseDeviation(Floats.bytes(inverse));
  }

  /** Of features. */
  static NormalizationMessage.Builder ofFeatures(BatchNormalization layer, WeightSource weights) {
    float[] weight = weights.of(layer.weight());
    float[] bias = weights.of(layer.bias());
    float[] mean = weights.of(layer.mean());
    float[] variance = weights.of(layer.variance());
    float[] gain = new float[weight.length];
    float[] offset = new float[weight.length];
    for (int i = 0; i < gain.length; i++) {
      double exact = weight[i] / Math.sqrt((double) variance[i] + BatchNormalization.EPSILON);
      gain[i] = (float) exact;
      offset[i] = (float) (bias[i] - mean[i] * exact);
    }
    return message(gain, offset);
  }

  private static NormalizationMessage.Builder message(float[] gain, float[] offset) {
    return NormalizationMessage.newBuilder()
        .setGain(Floats.bytes(gain))
        .setOffset(Floats.bytes(offset));
  }
}
