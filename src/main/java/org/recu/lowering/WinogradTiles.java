package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;

/**
 * Takes the tiles of {@link WinogradTransforms} from images, and makes images and filters of them.
 *
 * @param tf where the ops go
 */
record WinogradTiles(Ops tf) {

  /** Rows and columns from one tile to the next. */
  static final int STEP = 2;

  /**
   * The pixel of each tile that lies in one row and column of it.
   *
   * @param image (batch, height, width, channels), padded where the tiles overlap
   * @param shape of the image without it
   * @return (batch, height / 2, width / 2, channels)
   */
  Operand<TFloat32> pixels(Operand<TFloat32> image, int row, int column, Shape shape) {
    int[] begin = {0, row, column, 0};
    int[] end = {0, row + (int) shape.get(1) - 1, column + (int) shape.get(2) - 1, 0};
    return tf.stridedSlice(
        image,
        tf.constant(begin),
        tf.constant(end),
        tf.constant(new int[] {1, STEP, STEP, 1}),
        StridedSlice.beginMask(0b1001L),
        StridedSlice.endMask(0b1001L));
  }

  /** Places as matrices: (tiles, channels) each. */
  List<Operand<TFloat32>> matrices(List<Operand<TFloat32>> places, long channels) {
    return places.stream()
        .<Operand<TFloat32>>map(place -> tf.reshape(place, tf.constant(new long[] {-1, channels})))
        .toList();
  }

  /**
   * A square of tensors, row by row, as one.
   *
   * @param rowAxis of the result, along which the rows of the square lie
   * @param columnAxis of a row, along which its columns lie
   */
  Operand<TFloat32> stacked(
      List<Operand<TFloat32>> square, int side, long rowAxis, long columnAxis) {
    List<Operand<TFloat32>> rows = new ArrayList<>();
    for (int row = 0; row < side; row++) {
      rows.add(tf.stack(square.subList(side * row, side * (row + 1)), Stack.axis(columnAxis)));
    }
    return tf.stack(rows, Stack.axis(rowAxis));
  }
}
