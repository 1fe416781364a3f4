package org.recu.nn;

import java.util.List;
import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The form of a square convolution without bias, as {@code torch.nn.Conv2d(..., bias=False)}: the
 * same zero padding on all sides, output size {@code (size + 2 padding - kernel) / stride + 1},
 * rounded down.
 *
 * @param filters out channels
 * @param kernel height and width of the filter
 * @param stride between two outputs
 * @param padding zeros on each side
 */
public record Convolution(int filters, int kernel, int stride, int padding) {

  /** The form 3x3, padding 1, that nearly every layer of these networks has. */
  public static Convolution threeByThree(int filters, int stride) {
    return new Convolution(filters, 3, stride, 1);
  }

  /**
   * A convolution with real weights.
   *
   * @param tower what it is added to
   * @param name the module's PyTorch name
   * @param input (batch, height, width, channels), float32
   * @param initial where the weight starts
   * @return (batch, out height, out width, filters)
   */
  public Operand<TFloat32> real(
      Tower tower, String name, Operand<TFloat32> input, Initial initial) {
    Ops tf = tower.ops(name);
    Parameter weight = weight(name, input.shape(), initial);
    Operand<TFloat32> output = apply(tower, tf, input, tower.parameters().value(tf, weight));
    tower.record(
        new Layer(
            name,
            String.format(Locale.ROOT, "convolution %dx%d", kernel, kernel),
            output.shape().tail(),
            0,
            weight.shape().size(),
            0,
            multiplyAdds(output.shape(), weight.shape())));
    return output;
  }

  /** The declaration of the weight: (kernel, kernel, in, filters). */
  Parameter weight(String name, Shape input, Initial initial) {
    return new Parameter(
        name + ".weight",
        ParameterKind.CONVOLUTION_WEIGHT,
        Shape.of(kernel, kernel, input.get(3), filters),
        initial);
  }

  /** Multiply-adds for one image, padding counted as the reference's counters do. */
  long multiplyAdds(Shape output, Shape weight) {
    return output.get(1) * output.get(2) * weight.size();
  }

  /**
   * The convolution's ops.
   *
   * @param tower whose convolution it is
   * @param tf where they go
   * @param input (batch, height, width, channels), float32
   * @param weight (kernel, kernel, channels, filters), float32
   */
  Operand<TFloat32> apply(Tower tower, Ops tf, Operand<TFloat32> input, Operand<TFloat32> weight) {
    if (tower.arithmetic() == Arithmetic.FLOAT32) {
      return convolved(tf, padded(tf, input), weight);
    }
    return tower
        .origins()
        .widened(
            tf,
            convolved(
                tf,
                padded(tf, tf.dtypes.cast(input, TBfloat16.class)),
                tf.dtypes.cast(weight, TBfloat16.class)));
  }

  /** The convolution of an input that is {@link #padded}. */
  <T extends TNumber> Operand<T> convolved(Ops tf, Operand<T> padded, Operand<T> weight) {
    return tf.nn.conv2d(padded, weight, strides(), paddingName());
  }

  List<Long> strides() {
    return List.of(1L, (long) stride, (long) stride, 1L);
  }

  /** What TensorFlow's op is told of the padding of an input that is {@link #padded}. */
  String paddingName() {
    return padding > 0 && padsItself() ? "SAME" : "VALID";
  }

  /** Height or width of the output, of that of the input. */
  long outputSize(long size) {
    return (size + 2L * padding - kernel) / stride + 1;
  }

  private boolean padsItself() {
    return padding == 0 || (stride == 1 && 2 * padding == kernel - 1);
  }

  /**
   * The input with zeros around it where TensorFlow's op cannot add them: its SAME pads a stride of
   * 2 at the bottom and the right alone, and its filter gradient knows no explicit padding.
   */
  <T extends TNumber> Operand<T> padded(Ops tf, Operand<T> input) {
    return padsItself()
        ? input
        : tf.pad(
            input,
            tf.constant(new int[][] {{0, 0}, {padding, padding}, {padding, padding}, {0, 0}}),
            tf.dtypes.cast(tf.constant(0f), input.asOutput().type()));
  }

  /**
   * What is left of a padded tensor without its padding: the gradient of {@link #padded}.
   *
   * @param inputShape (4), what the input measures
   */
  <T extends TNumber> Operand<T> unpadded(Ops tf, Operand<T> padded, Operand<TInt32> inputShape) {
    return padsItself()
        ? padded
        : tf.slice(padded, tf.constant(new int[] {0, padding, padding, 0}), inputShape);
  }
}
