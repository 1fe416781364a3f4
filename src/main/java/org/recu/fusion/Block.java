package org.recu.fusion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * A block of neighbouring pixels that a compiled function adds up.
 *
 * <p>The compiler's own reductions add one number after the other. Written as a sum of slices, one
 * for each place in a block, the same is an element-wise formula, which becomes vector
 * instructions, and what is added up is never written.
 *
 * @param rows of pixels
 * @param columns of pixels
 */
public record Block(int rows, int columns) {

  private static final int IMAGE_RANK = 4;

  /**
   * The largest block that images divide into; of several, the one closest to a square.
   *
   * @param images (batch, height, width, channels); all but the batch known
   * @param most pixels that it may have
   */
  public static Block dividing(Shape images, long most) {
    Block best = new Block(1, 1);
    for (int rows = 1; rows <= Math.min(images.get(1), most); rows++) {
      int columns = divisor(images.get(2), most / rows);
      if (images.get(1) % rows == 0 && new Block(rows, columns).isBetterThan(best)) {
        best = new Block(rows, columns);
      }
    }
    return best;
  }

  /**
   * A block of whole columns: the most rows that divide a height.
   *
   * @param most rows that it may have
   */
  static Block ofRows(long height, int most) {
    return new Block(divisor(height, most), 1);
  }

  /**
   * A block of one row: the most columns that divide a width.
   *
   * @param most columns that it may have
   */
  static Block ofColumns(long width, int most) {
    return new Block(1, divisor(width, most));
  }

  /** The largest divisor of a size that is at most another. */
  private static int divisor(long size, long most) {
    int divisor = (int) Math.min(size, most);
    while (size % divisor != 0) {
      divisor--;
    }
    return divisor;
  }

  private boolean isBetterThan(Block other) {
    return pixels() > other.pixels()
        || (pixels() == other.pixels()
            && Math.max(rows, columns) < Math.max(other.rows, other.columns));
  }

  /** Number of places in it. */
  public long pixels() {
    return (long) rows * columns;
  }

  /**
   * Formulas' values, each added up over each block.
   *
   * @param tf where the ops go
   * @param formulas of element-wise ops
   * @param operands of the formulas
   * @param shapes of the operands: (batch, height, width, channels), or of fewer dimensions or
   *     height and width 1 where all pixels have the same
   * @return (batch, height / rows, width / columns, channels) each
   */
  public List<Operand<TFloat32>> sums(
      Ops tf, JointFusion.Formulas formulas, List<Operand<TFloat32>> operands, List<Shape> shapes) {
    List<List<Operand<TFloat32>>> places =
        IntStream.range(0, operands.size())
            .mapToObj(i -> places(tf, operands.get(i), shapes.get(i)))
            .toList();
    List<List<Operand<TFloat32>>> terms = new ArrayList<>();
    for (int place = 0; place < pixels(); place++) {
      int at = place;
      terms.add(formulas.of(tf, places.stream().map(operand -> operand.get(at)).toList()));
    }
    return IntStream.range(0, terms.get(0).size())
        .mapToObj(i -> total(tf, terms.stream().map(term -> term.get(i)).toList()))
        .toList();
  }

  /**
   * The pixels at each place of every block.
   *
   * @param tf where the ops go
   * @param images an operand; as it is for every place, where all pixels have the same
   * @param shape of the operand
   */
  public <T extends TType> List<Operand<T>> places(Ops tf, Operand<T> images, Shape shape) {
    boolean same = shape.numDimensions() < IMAGE_RANK || (shape.get(1) == 1 && shape.get(2) == 1);
    List<Operand<T>> places = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        places.add(same || pixels() == 1 ? images : place(tf, images, shape, row, column));
      }
    }
    return places;
  }

  private <T extends TType> Operand<T> place(
      Ops tf, Operand<T> images, Shape shape, int row, int column) {
    return tf.stridedSlice(
        images,
        tf.constant(new int[] {0, row, column, 0}),
        tf.constant(new int[] {0, (int) shape.get(1), (int) shape.get(2), 0}),
        tf.constant(new int[] {1, rows, columns, 1}),
        StridedSlice.beginMask(0b1001L),
        StridedSlice.endMask(0b1001L));
  }

  /**
   * The sum of some numbers, in pairs, so that the processor need not wait for one sum before the
   * next.
   *
   * @param tf where the ops go
   * @param terms at least one
   */
  public static <T extends TNumber> Operand<T> total(Ops tf, List<Operand<T>> terms) {
    List<Operand<T>> sums = terms;
    while (sums.size() > 1) {
      List<Operand<T>> pairs = new ArrayList<>();
      for (int i = 0; i < sums.size(); i += 2) {
        pairs.add(i + 1 < sums.size() ? tf.math.add(sums.get(i), sums.get(i + 1)) : sums.get(i));
      }
      sums = pairs;
    }
    return sums.get(0);
  }
}
