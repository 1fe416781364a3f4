package org.recu.nn;

/**
 * What the time of a convolution depends on, apart from the batch.
 *
 * @param input (height, width, channels)
 * @param form its geometry
 */
public record ConvolutionShape(TensorShape input, Convolution form) {

  /** The shape of the output: (height, width, filters). */
  public TensorShape output() {
    return form.output(input);
  }

  /** The shape of the weight: (kernel, kernel, channels, filters). */
  public TensorShape weight() {
    return TensorShape.of(form.kernel(), form.kernel(), input.last(), form.filters());
  }

  /** Multiply-adds for one image; those with the padding count. */
  public long multiplyAdds() {
    TensorShape output = output();
    return output.get(0) * output.get(1) * weight().size();
  }

  /** Such as {@code 3x3 convolution of 32x32x16 to 16x16x32}. */
  @Override
  public String toString() {
    return "%s convolution of %s to %s".formatted(form.size(), text(input), text(output()));
  }

  private static String text(TensorShape shape) {
    return shape.get(0) + "x" + shape.get(1) + "x" + shape.get(2);
  }
}
