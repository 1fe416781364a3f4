package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The shares into which {@link WinogradGradients} divides a batch, which it computes one after the
 * other: transformed tiles have four times as many numbers as the pixels.
 *
 * @param number of them, at least 1; they differ by at most one image
 */
record WinogradShares(int number) {

  /** Bytes of an activation, of one image, in a share for itself; larger ones have more shares. */
  private static final long BYTES_OF_SHARE = 65_536;

  /** The most shares: each is some hundred ops of the graph. */
  private static final long MOST = 8;

  /**
   * The shares of a layer.
   *
   * @param image shape of its input: (batch, height, width, channels)
   * @param filters of the layer
   * @param type of the numbers: float32 or bfloat16
   */
  static WinogradShares of(Shape image, long filters, Class<? extends TFloating> type) {
    long numbers = image.get(1) * image.get(2) * Math.max(image.get(3), filters);
    long bytes = numbers * (type == TBfloat16.class ? Short.BYTES : Float.BYTES);
    return new WinogradShares((int) Math.max(1, Math.min(bytes / BYTES_OF_SHARE, MOST)));
  }

  /**
   * Adds the division of a batch.
   *
   * @param tf where it goes
   * @param batch (batch, height, width, channels)
   * @return (images, height, width, channels) each
   */
  <T extends TFloating> List<Operand<T>> of(Ops tf, Operand<T> batch) {
    if (number == 1) {
      return List.of(batch);
    }
    Operand<TInt32> images =
        tf.slice(tf.shape(batch), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    Operand<TInt32> axis = tf.constant(0);
    List<Operand<T>> all = new ArrayList<>();
    for (int share = 0; share < number; share++) {
      Operand<TInt32> begin = begin(tf, images, share);
      Operand<TInt32> size = tf.math.sub(begin(tf, images, share + 1), begin);
      all.add(
          tf.slice(
              batch,
              tf.concat(List.of(begin, tf.constant(new int[] {0, 0, 0})), axis),
              tf.concat(List.of(size, tf.constant(new int[] {-1, -1, -1})), axis)));
    }
    return all;
  }

  private Operand<TInt32> begin(Ops tf, Operand<TInt32> images, int share) {
    return tf.math.div(tf.math.mul(images, tf.constant(share)), tf.constant(number));
  }
}
