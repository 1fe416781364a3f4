package org.recu.nn;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The poolings that these networks use. Input: (batch, height, width, channels), float32. */
public final class Pooling {

  private Pooling() {}

  /**
   * Mean over height and width, as {@code torch.nn.AdaptiveAvgPool2d(1)} and a flatten.
   *
   * @return (batch, channels)
   */
  public static Operand<TFloat32> globalAverage(Tower tower, Operand<TFloat32> input) {
    Ops tf = tower.ops("global_average");
    return tf.math.mean(input, tf.constant(new int[] {1, 2}));
  }

  /**
   * Mean of every 2x2 square, stride 2, as {@code torch.nn.AvgPool2d(2)}.
   *
   * @return (batch, height / 2, width / 2, channels)
   */
  public static Operand<TFloat32> average2(Tower tower, Operand<TFloat32> input) {
    return tower.ops("average_pool").nn.avgPool(input, TWO, TWO, "VALID");
  }

  /**
   * Greatest of every 2x2 square, stride 2, as {@code torch.nn.MaxPool2d(2)}.
   *
   * @return (batch, height / 2, width / 2, channels)
   */
  public static Operand<TFloat32> max2(Tower tower, Operand<TFloat32> input) {
    Ops tf = tower.ops("max_pool");
    Operand<org.tensorflow.types.TInt32> two = tf.constant(new int[] {1, 2, 2, 1});
    return tf.nn.maxPool(input, two, two, "VALID");
  }

  /**
   * Greatest of every 3x3 square, stride 2, as {@code torch.nn.MaxPool2d(3, 2, padding=1)}: what
   * lies outside the image is less than anything in it.
   *
   * <p>TensorFlow's SAME would put the padding at the bottom and the right alone.
   *
   * @return (batch, (height + 1) / 2, (width + 1) / 2, channels)
   */
  public static Operand<TFloat32> max3(Tower tower, Operand<TFloat32> input) {
    Ops tf = tower.ops("max_pool");
    Operand<TFloat32> padded =
        tf.pad(
            input,
            tf.constant(new int[][] {{0, 0}, {1, 1}, {1, 1}, {0, 0}}),
            tf.constant(Float.NEGATIVE_INFINITY));
    return tf.nn.maxPool(
        padded, tf.constant(new int[] {1, 3, 3, 1}), tf.constant(new int[] {1, 2, 2, 1}), "VALID");
  }

  /**
   * The same of scaled sums: what is picked among the sums is what would be picked among their
   * products, and sums that are equal are equal there too.
   */
  public static ScaledSums max2(Tower tower, ScaledSums input) {
    Operand<TFloat32> pooled = max2(tower, input.sums());
    tower.int8().ifPresent(layers -> layers.pooled(input.sums(), pooled));
    return new ScaledSums(pooled, input.scale());
  }

  private static final List<Long> TWO = List.of(1L, 2L, 2L, 1L);
}
