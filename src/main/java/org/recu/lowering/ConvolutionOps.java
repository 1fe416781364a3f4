package org.recu.lowering;

import java.util.List;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * TensorFlow's ops for a convolution.
 *
 * @param form its geometry
 */
record ConvolutionOps(Convolution form) {

  /** The convolution of an input that is not padded yet. */
  <T extends TNumber> Operand<T> of(Ops tf, Operand<T> input, Operand<T> weight) {
    return convolved(tf, padded(tf, input), weight);
  }

  /** The same of operands that are rounded to bfloat16 first. */
  Operand<TBfloat16> narrow(Ops tf, Operand<TFloat32> input, Operand<TFloat32> weight) {
    return of(tf, tf.dtypes.cast(input, TBfloat16.class), tf.dtypes.cast(weight, TBfloat16.class));
  }

  /** The convolution of an input that is {@link #padded}. */
  <T extends TNumber> Operand<T> convolved(Ops tf, Operand<T> padded, Operand<T> weight) {
    return tf.nn.conv2d(padded, weight, strides(), paddingName());
  }

  /** The op's strides, of an NHWC input. */
  List<Long> strides() {
    return List.of(1L, (long) form.stride(), (long) form.stride(), 1L);
  }

  /** The op's padding, for an input that is {@link #padded}. */
  String paddingName() {
    return form.padding() > 0 && padsItself() ? "SAME" : "VALID";
  }

  private boolean padsItself() {
    return form.padding() == 0 || (form.stride() == 1 && 2 * form.padding() == form.kernel() - 1);
  }

  /**
   * The input with zeros around it where TensorFlow's op cannot add them: its SAME pads a stride of
   * 2 at the bottom and the right alone, and its filter gradient knows no explicit padding.
   */
  <T extends TNumber> Operand<T> padded(Ops tf, Operand<T> input) {
    int padding = form.padding();
    return padsItself()
        ? input
        : tf.pad(
            input,
            tf.constant(new int[][] {{0, 0}, {padding, padding}, {padding, padding}, {0, 0}}),
            tf.dtypes.cast(tf.constant(0f), input.asOutput().type()));
  }

  /**
   * A padded tensor without its padding: the gradient of {@link #padded}.
   *
   * @param inputShape (4): the shape of the input
   */
  <T extends TNumber> Operand<T> unpadded(Ops tf, Operand<T> padded, Operand<TInt32> inputShape) {
    return padsItself()
        ? padded
        : tf.slice(
            padded, tf.constant(new int[] {0, form.padding(), form.padding(), 0}), inputShape);
  }
}
