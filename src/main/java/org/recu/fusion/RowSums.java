package org.recu.fusion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;

/**
 * The values of a formula over images, summed over groups of rows.
 *
 * <p>The compiler's own reductions add one number after the other. Written as a sum of slices, one
 * for each row, the same is an element-wise formula over what is left, which becomes vector
 * instructions, and the formula's values are never written.
 *
 * @param formula whose values are summed
 * @param inputs shape of each operand: (batch, height, width, channels), or of fewer dimensions
 *     where it has no rows; height 1 where it is the same for all rows
 */
record RowSums(Formula formula, List<Shape> inputs) implements Formula {

  /**
   * The most rows that one sum has. Each is read as a stream of its own; rows are often a multiple
   * of 4 kB apart, and the first cache holds eight lines of such addresses.
   */
  private static final int MOST_ROWS = 8;

  private static final int IMAGE_RANK = 4;

  @Override
  public Operand<TFloat32> of(Ops tf, List<Operand<TFloat32>> operands) {
    int height = (int) inputs.get(0).get(1);
    int rows = rows(height);
    List<Operand<TFloat32>> sums = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int each = row;
      sums.add(
          formula.of(
              tf,
              IntStream.range(0, operands.size())
                  .mapToObj(i -> everySoManyRows(tf, operands.get(i), inputs.get(i), each, rows))
                  .toList()));
    }
    while (sums.size() > 1) {
      sums = pairs(tf, sums);
    }
    return sums.get(0);
  }

  /** The most rows that divide the height. */
  private static int rows(int height) {
    int rows = Math.min(height, MOST_ROWS);
    while (height % rows != 0) {
      rows--;
    }
    return rows;
  }

  private static List<Operand<TFloat32>> pairs(Ops tf, List<Operand<TFloat32>> terms) {
    List<Operand<TFloat32>> sums = new ArrayList<>();
    for (int i = 0; i < terms.size(); i += 2) {
      sums.add(i + 1 < terms.size() ? tf.math.add(terms.get(i), terms.get(i + 1)) : terms.get(i));
    }
    return sums;
  }

  /** Rows first, first + step and so on; operands without rows of their own as they are. */
  private static Operand<TFloat32> everySoManyRows(
      Ops tf, Operand<TFloat32> operand, Shape shape, int first, int step) {
    if (shape.numDimensions() < IMAGE_RANK || shape.get(1) == 1 || step == 1) {
      return operand;
    }
    return tf.stridedSlice(
        operand,
        tf.constant(new int[] {0, first, 0, 0}),
        tf.constant(new int[] {0, (int) shape.get(1), 0, 0}),
        tf.constant(new int[] {1, step, 1, 1}),
        StridedSlice.beginMask(0b1101L),
        StridedSlice.endMask(0b1101L));
  }
}
