package org.recu.nn;

/** An activation of real values. */
public sealed class Real extends Activation permits Normalized {

  Real(Architecture.Builder builder, int position, TensorShape shape) {
    super(builder, position, shape);
  }

  /**
   * A convolution with real weights.
   *
   * @param name the module's PyTorch name
   * @param form its geometry
   * @param initial how its weight is initialised
   */
  public final Real convolve(String name, Convolution form, Initial initial) {
    return builder()
        .real(
            new RealConvolution(
                name, form, form.weight(name, shape(), initial), form.output(shape())),
            this);
  }

  /** The sign, to be convolved. */
  public final Signs sign() {
    return builder().signs(new Sign(shape()), this);
  }

  /**
   * A batch normalisation.
   *
   * @param name the module's PyTorch name
   * @param weightStart how its weight is initialised
   */
  public final Normalized normalize(String name, Initial weightStart) {
    return builder().normalized(BatchNormalization.of(name, weightStart, shape()), this);
  }

  /** The same with a weight of 1, PyTorch's default. */
  public final Normalized normalize(String name) {
    return normalize(name, Initial.constant(1));
  }

  /** {@code max(0, x)}. */
  public final Real relu() {
    return builder().real(new Relu(shape()), this);
  }

  /**
   * A rectifier with a learned slope for each channel.
   *
   * @param name the module's PyTorch name
   */
  public final Real prelu(String name) {
    return builder().real(PRelu.of(name, shape()), this);
  }

  /**
   * Adds a learned number to each channel.
   *
   * @param name the module's PyTorch name
   */
  public final Real shift(String name) {
    return builder().real(Shift.of(name, shape()), this);
  }

  /** The maximum of overlapping windows of 3x3, stride 2, padding 1. */
  public final Real maxPool3() {
    return builder().real(MaxPooling.threeByThree(shape()), this);
  }

  /** The mean of every 2x2 square. */
  public final Real averagePool2() {
    return builder().real(AveragePooling.of(shape()), this);
  }

  /** The mean over height and width: (channels). */
  public final Real globalAverage() {
    return builder().real(new GlobalAverage(TensorShape.of(channels())), this);
  }

  /** Adds channels of zeros before and after. */
  public final Real padChannels(int before, int after) {
    return builder().real(ChannelPadding.of(before, after, shape()), this);
  }

  /** A vector of all values, in PyTorch's order: channel, height, width. */
  public final Real flattenChannelFirst() {
    return builder().real(new ChannelFirstFlatten(TensorShape.of(shape().size())), this);
  }

  /**
   * A fully connected layer, initialised as PyTorch's: weight and bias uniform in ±1/sqrt(in).
   *
   * @param name the module's PyTorch name
   * @param units output features
   */
  public final Real linear(String name, int units) {
    double bound = 1 / Math.sqrt((double) channels());
    return linear(name, units, Initial.uniformFanIn(), Initial.uniform(-bound, bound));
  }

  /**
   * A fully connected layer.
   *
   * @param name the module's PyTorch name
   * @param units output features
   * @param weightStart how its weight is initialised
   * @param biasStart how its bias is initialised
   */
  public final Real linear(String name, int units, Initial weightStart, Initial biasStart) {
    return builder().real(Linear.of(name, shape(), units, weightStart, biasStart), this);
  }
}
