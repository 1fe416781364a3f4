package org.recu.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.recu.lowering.BatchShare;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * A batch split among towers as {@code torch.chunk} and so DataParallel splits it: with n images
 * and k towers each gets {@code ceil(n / k)} of them as long as there are any, so that the last
 * ones may get fewer, or none: 10 images are 4, 4 and 2.
 *
 * <p>A tower without images gets the last image of the batch as a stand-in, for the reason that
 * {@link BatchShare} gives.
 */
final class BatchSplit {

  /**
   * A tower's rows.
   *
   * @param begin first row of a tower: scalar, int32
   * @param rows number of rows, at least 1: scalar, int32
   * @param images number of rows that count: scalar, int32
   */
  private record Part(Operand<TInt32> begin, Operand<TInt32> rows, Operand<TInt32> images) {}

  private final Ops tf;
  private final Operand<TFloat32> total;
  private final List<Part> parts = new ArrayList<>();

  /**
   * Adds the split. Its ops are on the CPU, where the batch is fed.
   *
   * @param tf where they go
   * @param labels of the batch: (batch), int32
   * @param towers how many
   */
  BatchSplit(Ops tf, Operand<TInt32> labels, int towers) {
    this.tf = onCpu(tf);
    Operand<TInt32> one = this.tf.constant(1);
    Operand<TInt32> size = this.tf.size(labels);
    Operand<TInt32> chunk =
        this.tf.math.floorDiv(
            this.tf.math.add(size, this.tf.constant(towers - 1)), this.tf.constant(towers));
    for (int i = 0; i < towers; i++) {
      Operand<TInt32> begin =
          this.tf.math.minimum(this.tf.math.mul(chunk, this.tf.constant(i)), size);
      Operand<TInt32> images = this.tf.math.minimum(chunk, this.tf.math.sub(size, begin));
      parts.add(
          new Part(
              this.tf.math.minimum(begin, this.tf.math.sub(size, one)),
              this.tf.math.maximum(images, one),
              images));
    }
    total = this.tf.dtypes.cast(size, TFloat32.class);
  }

  private static Ops onCpu(Ops tf) {
    return tf.withDevice(
        DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).deviceIndex(0).build());
  }

  /** Number of images that each tower gets. */
  static List<Integer> images(int batch, int towers) {
    int chunk = (batch + towers - 1) / towers;
    return IntStream.range(0, towers)
        .mapToObj(i -> Math.max(0, Math.min(chunk, batch - i * chunk)))
        .toList();
  }

  /** A tower's share. */
  BatchShare share(int tower) {
    return new BatchShare(tf.dtypes.cast(parts.get(tower).images, TFloat32.class), total);
  }

  /**
   * A tower's rows of something that has a row for each image.
   *
   * @param batch (batch, ...)
   */
  <T extends TType> Operand<T> rows(Operand<T> batch, int tower) {
    Part part = parts.get(tower);
    return rows(tf, batch, part.begin, part.rows);
  }

  /**
   * What a tower computed of each of its rows, without a stand-in.
   *
   * @param rows (rows, ...)
   */
  <T extends TType> Operand<T> counted(Operand<T> rows, int tower) {
    return rows(tf, rows, tf.constant(0), parts.get(tower).images);
  }

  private static <T extends TType> Operand<T> rows(
      Ops tf, Operand<T> values, Operand<TInt32> begin, Operand<TInt32> number) {
    int further = values.shape().numDimensions() - 1;
    int[] zeros = new int[further];
    int[] all = IntStream.generate(() -> -1).limit(further).toArray();
    return tf.slice(values, vector(tf, begin, zeros), vector(tf, number, all));
  }

  private static Operand<TInt32> vector(Ops tf, Operand<TInt32> first, int[] others) {
    Operand<TInt32> head = tf.expandDims(first, tf.constant(0));
    return others.length == 0
        ? head
        : tf.concat(List.of(head, tf.constant(others)), tf.constant(0));
  }
}
