package org.recu.nn;

/**
 * The geometry of a square convolution without bias, as {@code torch.nn.Conv2d(..., bias=False)}:
 * the same zero padding on all sides, output size {@code (size + 2 padding - kernel) / stride + 1},
 * rounded down.
 *
 * @param filters output channels
 * @param kernel height and width of the kernel
 * @param stride between two outputs
 * @param padding zeros on each side
 */
public record Convolution(int filters, int kernel, int stride, int padding) {

  /** A 3x3 convolution with padding 1, as nearly every layer of these networks has. */
  public static Convolution threeByThree(int filters, int stride) {
    return new Convolution(filters, 3, stride, 1);
  }

  /** Height or width of the output, given that of the input. */
  public long outputSize(long size) {
    return (size + 2L * padding - kernel) / stride + 1;
  }

  /**
   * The shape of the output.
   *
   * @param input (height, width, channels)
   * @return (height, width, filters)
   */
  public TensorShape output(TensorShape input) {
    return TensorShape.of(outputSize(input.get(0)), outputSize(input.get(1)), filters);
  }

  /**
   * Declares the weight: (kernel, kernel, in, filters).
   *
   * @param layer the module's PyTorch name
   * @param input (height, width, channels)
   */
  Parameter weight(String layer, TensorShape input, Initial initial) {
    return new Parameter(
        layer + ".weight",
        ParameterKind.CONVOLUTION_WEIGHT,
        TensorShape.of(kernel, kernel, input.last(), filters),
        initial);
  }

  /** Multiply-adds for one image; those with the padding count. */
  static long multiplyAdds(TensorShape output, Parameter weight) {
    return output.get(0) * output.get(1) * weight.shape().size();
  }

  /** Such as {@code 3x3}. */
  String size() {
    return kernel + "x" + kernel;
  }
}
