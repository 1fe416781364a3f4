package org.recu.nn;

import java.util.List;

/**
 * The maximum of every square window, as {@code torch.nn.MaxPool2d}: values outside the image are
 * less than any inside.
 *
 * <p>Of a binary convolution's {@link Sums} it takes the maximum of the sums: their scale is not
 * negative, so that it keeps their order.
 *
 * @param window height and width of the window
 * @param stride between two windows
 * @param padding on each side
 * @param output (height, width, channels)
 */
public record MaxPooling(int window, int stride, int padding, TensorShape output) implements Layer {

  /** Windows of 2x2, side by side. */
  static MaxPooling twoByTwo(TensorShape input) {
    return of(2, 2, 0, input);
  }

  /** Overlapping windows of 3x3, stride 2, padding 1. */
  static MaxPooling threeByThree(TensorShape input) {
    return of(3, 2, 1, input);
  }

  private static MaxPooling of(int window, int stride, int padding, TensorShape input) {
    TensorShape output = new Convolution((int) input.last(), window, stride, padding).output(input);
    return new MaxPooling(window, stride, padding, output);
  }

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.maxPooling(this, inputs.get(0));
  }
}
