package org.recu.nn;

/** An activation whose values are -1, 0 and +1. */
public final class Signs extends Activation {

  Signs(Architecture.Builder builder, int position, TensorShape shape) {
    super(builder, position, shape);
  }

  /**
   * A convolution with binarized weights.
   *
   * @param name the module's PyTorch name
   * @param form its geometry
   * @param initial how its latent weight is initialised
   */
  public Sums convolve(String name, Convolution form, Initial initial) {
    return builder()
        .sums(
            new BinaryConvolution(
                name,
                form,
                form.weight(name, shape(), initial),
                alpha(name, form),
                form.output(shape())),
            this);
  }

  /**
   * A convolution with real weights.
   *
   * @param name the module's PyTorch name
   * @param form its geometry
   * @param initial how its weight is initialised
   */
  public Sums convolveWithRealWeights(String name, Convolution form, Initial initial) {
    return builder()
        .sums(
            new SignConvolution(
                name,
                form,
                form.weight(name, shape(), initial),
                alpha(name, form),
                form.output(shape())),
            this);
  }

  private static Parameter alpha(String name, Convolution form) {
    return new Parameter(
        name + ".alpha",
        ParameterKind.ALPHA,
        TensorShape.of(form.filters()),
        Initial.uniform(0, 1));
  }
}
