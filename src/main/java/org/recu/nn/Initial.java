package org.recu.nn;

/** How a parameter is initialised: its distribution, which may depend on its shape. */
@FunctionalInterface
public interface Initial {

  /** The distribution for a parameter of a shape. */
  Distribution of(TensorShape shape);

  /** Normal with mean 0. */
  static Initial normal(double standardDeviation) {
    return shape -> new Distribution.Normal(standardDeviation);
  }

  /** Uniform in [low, high). */
  static Initial uniform(double low, double high) {
    return shape -> new Distribution.Uniform(low, high);
  }

  /** The same number everywhere. */
  static Initial constant(double value) {
    return shape -> new Distribution.Constant(value);
  }

  /**
   * He's normal distribution over the fan in, as {@code torch.nn.init.kaiming_normal_}: standard
   * deviation sqrt(2 / n) for n inputs to each output.
   */
  static Initial kaimingNormal() {
    return shape -> new Distribution.Normal(Math.sqrt(2.0 / fanIn(shape)));
  }

  /**
   * He's normal distribution over the fan out: standard deviation sqrt(2 / (kernel height * kernel
   * width * out)). Shape: (kernel height, kernel width, in, out).
   */
  static Initial kaimingNormalFanOut() {
    return shape -> {
      double fanOut = (double) shape.get(0) * shape.get(1) * shape.get(3);
      return new Distribution.Normal(Math.sqrt(2 / fanOut));
    };
  }

  /** PyTorch's default for convolutions: uniform in ±1/sqrt(n) for n inputs to each output. */
  static Initial uniformFanIn() {
    return shape -> {
      double bound = 1 / Math.sqrt((double) fanIn(shape));
      return new Distribution.Uniform(-bound, bound);
    };
  }

  /** Inputs to each output: all axes but the last. */
  private static long fanIn(TensorShape shape) {
    return shape.size() / shape.last();
  }
}
