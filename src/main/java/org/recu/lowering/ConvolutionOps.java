package org.recu.lowering;

import java.util.List;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
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

  private static final int CHANNELS = 3;
  private static final List<Long> EVERY_PIXEL = List.of(1L, 1L, 1L, 1L);

  /**
   * With fewer channels, TensorFlow's gradient for the filters of a 1x1 convolution with a stride
   * may damage the process's memory: with oneDNN on AVX2 the C library found it damaged for 1, 3
   * and 4 channels, not for 8 or more (TensorFlow 2.18). Twice that, since other processors have
   * wider registers.
   */
  private static final long SAFE_CHANNELS = 16;

  /**
   * The convolution of an input that is not padded yet. Its channels are known, and TensorFlow
   * knows its gradients.
   */
  <T extends TNumber> Operand<T> of(Ops tf, Operand<T> input, Operand<T> weight) {
    Operand<T> padded = padded(tf, input);
    return passesOver() && input.shape().get(CHANNELS) < SAFE_CHANNELS
        ? tf.nn.conv2d(seen(tf, padded), weight, EVERY_PIXEL, "VALID")
        : convolved(tf, padded, weight);
  }

  /** The same of operands that are rounded to bfloat16 first. */
  Operand<TBfloat16> narrow(Ops tf, Operand<TFloat32> input, Operand<TFloat32> weight) {
    return of(tf, tf.dtypes.cast(input, TBfloat16.class), tf.dtypes.cast(weight, TBfloat16.class));
  }

  /**
   * The gradient for the filters.
   *
   * @param padded the convolution's input, {@link #padded}
   * @param filterShape (4): of the filters
   * @param upstream (batch, out height, out width, filters)
   */
  <T extends TNumber> Operand<T> filterGradient(
      Ops tf, Operand<T> padded, Operand<TInt32> filterShape, Operand<T> upstream) {
    // A formula may not ask for the channels.
    return passesOver()
        ? tf.nn.conv2dBackpropFilter(seen(tf, padded), filterShape, upstream, EVERY_PIXEL, "VALID")
        : tf.nn.conv2dBackpropFilter(padded, filterShape, upstream, strides(), paddingName());
  }

  /** Whether there are pixels that no output sees. */
  private boolean passesOver() {
    return form.kernel() == 1 && form.stride() > 1;
  }

  /** The pixels of a padded input that 1x1 filters see. */
  private <T extends TNumber> Operand<T> seen(Ops tf, Operand<T> padded) {
    return tf.stridedSlice(
        padded,
        Indices.all(),
        Indices.step(form.stride()),
        Indices.step(form.stride()),
        Indices.all());
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
   * The input with zeros around it where TensorFlow's op does not add them: its SAME pads a stride
   * of 2 at the bottom and the right alone, and gradients of explicit padding gain nothing: the
   * filters' is computed without oneDNN, the input's takes up to five times as long.
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
