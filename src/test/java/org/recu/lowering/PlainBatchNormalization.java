package org.recu.lowering;

/**
 * Batch normalisation of {@code alpha c} by its definition, forward and backward, in double
 * precision. Values of a channel lie as many apart as there are channels, as in NHWC.
 */
final class PlainBatchNormalization {

  /** {@code weight xhat + bias}. */
  final double[] output;

  /** Of {@code alpha c}, a channel. */
  final double[] mean;

  /** Of {@code alpha c}, a channel, dividing by the count. */
  final double[] variance;

  /** With respect to {@code c}. */
  final double[] inputGradient;

  /** A channel. */
  final double[] alphaGradient;

  /** A channel. */
  final double[] weightGradient;

  /** A channel. */
  final double[] biasGradient;

  /**
   * Computes it all.
   *
   * @param c whole sums, or any numbers
   * @param alpha a channel
   * @param weight a channel
   * @param bias a channel
   * @param upstream shaped as {@code c}: gradients are those of {@code sum(output * upstream)}
   */
  PlainBatchNormalization(
      double[] c, double[] alpha, double[] weight, double[] bias, double[] upstream) {
    int channels = alpha.length;
    output = new double[c.length];
    mean = new double[channels];
    variance = new double[channels];
    inputGradient = new double[c.length];
    alphaGradient = new double[channels];
    weightGradient = new double[channels];
    biasGradient = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      compute(channel, c, alpha[channel], weight[channel], bias[channel], upstream);
    }
  }

  private void compute(
      int channel, double[] c, double alpha, double weight, double bias, double[] upstream) {
    int channels = mean.length;
    int count = c.length / channels;
    for (int i = channel; i < c.length; i += channels) {
      mean[channel] += alpha * c[i] / count;
    }
    for (int i = channel; i < c.length; i += channels) {
      variance[channel] += Math.pow(alpha * c[i] - mean[channel], 2) / count;
    }
    double deviation = Math.sqrt(variance[channel] + 1e-5);
    double upstreamMean = 0;
    double upstreamAlong = 0;
    for (int i = channel; i < c.length; i += channels) {
      double normalized = (alpha * c[i] - mean[channel]) / deviation;
      output[i] = weight * normalized + bias;
      weightGradient[channel] += upstream[i] * normalized;
      biasGradient[channel] += upstream[i];
      upstreamMean += upstream[i] / count;
      upstreamAlong += upstream[i] * normalized / count;
    }
    for (int i = channel; i < c.length; i += channels) {
      double normalized = (alpha * c[i] - mean[channel]) / deviation;
      double product =
          weight / deviation * (upstream[i] - upstreamMean - normalized * upstreamAlong);
      inputGradient[i] = alpha * product;
      alphaGradient[channel] += c[i] * product;
    }
  }
}
