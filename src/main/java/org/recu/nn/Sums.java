package org.recu.nn;

/**
 * The sums of a convolution of signs, and the scale of each channel, which has not been applied
 * yet. The scale is never negative, so that the order of two sums is that of their products.
 */
public final class Sums extends Activation {

  Sums(Architecture.Builder builder, int position, TensorShape shape) {
    super(builder, position, shape);
  }

  /** The maximum of every 2x2 square. */
  public Sums maxPool2() {
    return builder().sums(MaxPooling.twoByTwo(shape()), this);
  }

  /**
   * A batch normalisation of the scaled sums.
   *
   * @param name the module's PyTorch name
   * @param weightStart how its weight is initialised
   */
  public Normalized normalize(String name, Initial weightStart) {
    return builder().normalized(BatchNormalization.of(name, weightStart, shape()), this);
  }

  /** The same with a weight of 1, PyTorch's default. */
  public Normalized normalize(String name) {
    return normalize(name, Initial.constant(1));
  }
}
