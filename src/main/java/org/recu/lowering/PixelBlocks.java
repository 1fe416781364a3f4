package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.recu.fusion.Int16;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.family.TNumber;

/**
 * The blocks of pixels that whole numbers and their squares are summed over in a compiled function,
 * which leaves few sums to be added up ({@link BlockSums}).
 *
 * <p>The compiler's own reductions add one number after the other. Written as a sum of slices, one
 * for each place in a block, the same is an element-wise formula, which becomes vector
 * instructions. All sums are exact: they are of 32 bits where those hold the largest, and float32,
 * whose products take less time, where it holds that.
 *
 * @param shape of the numbers: (batch, height, width, channels); all but the batch known
 * @param most the greatest magnitude of a number, at most 2^15
 */
record PixelBlocks(Shape shape, long most) {

  /** The longest side of a block. */
  private static final int LONGEST = 4;

  /** Up to here float32 represents every whole number. */
  private static final long EXACT_FLOAT32 = 1 << 24;

  private int rows() {
    return side(shape.get(1));
  }

  private int columns() {
    return side(shape.get(2));
  }

  /** The longest side of blocks that divides a size. */
  private int side(long size) {
    int longest = LONGEST;
    while (squares(longest, longest) > Integer.MAX_VALUE) {
      longest--;
    }
    while (size % longest != 0) {
      longest--;
    }
    return longest;
  }

  /** What the squares of a block add up to at most. */
  private long squares(int rows, int columns) {
    return (long) rows * columns * most * most;
  }

  /** Type of the sums. */
  private Class<? extends TNumber> type() {
    return squares(rows(), columns()) <= EXACT_FLOAT32 ? TFloat32.class : TInt32.class;
  }

  /** For the name of a function that sums over these blocks. */
  String name() {
    return "blocks_%dx%d%s".formatted(rows(), columns(), type() == TInt32.class ? "_whole" : "");
  }

  /**
   * The sums by a function of their own.
   *
   * @param tf where it goes
   * @param fusions of the same graph, compiled
   * @param bits of the numbers
   */
  BlockSums of(Ops tf, Fusions fusions, Operand<TUint16> bits) {
    return result(
        fusions
            .function(
                "sums_over_%s_of_%dx%dx%d"
                    .formatted(name(), shape.get(1), shape.get(2), shape.get(3)),
                List.of(new Argument(TUint16.class, shape)),
                (ops, in) -> within(ops, in.get(0).expect(TUint16.class)))
            .call(tf, List.of(bits)));
  }

  /** The sums that a function has as its last results. */
  BlockSums result(List<Output<?>> results) {
    int last = results.size() - 1;
    return new BlockSums(results.get(last - 1).expect(type()), results.get(last).expect(type()));
  }

  /**
   * The sums within a compiled function: of the numbers and of their squares.
   *
   * @param bits of the numbers
   * @return each (batch, height / rows, width / columns, channels)
   */
  List<Operand<?>> within(Ops tf, Operand<TUint16> bits) {
    return within(tf, bits, type());
  }

  private <T extends TNumber> List<Operand<?>> within(
      Ops tf, Operand<TUint16> bits, Class<T> type) {
    List<Operand<T>> numbers = new ArrayList<>();
    for (int row = 0; row < rows(); row++) {
      for (int column = 0; column < columns(); column++) {
        numbers.add(numbers(tf, place(tf, bits, row, column), type));
      }
    }
    return List.of(
        sum(tf, numbers), sum(tf, numbers.stream().map(number -> squared(tf, number)).toList()));
  }

  /** As {@link #within}, with a block for each pixel, by ops that are not compiled. */
  BlockSums each(Ops tf, Operand<TUint16> bits) {
    Operand<? extends TNumber> numbers = numbers(tf, bits, type());
    return new BlockSums(numbers, squared(tf, numbers));
  }

  private static <T extends TNumber> Operand<T> squared(Ops tf, Operand<T> numbers) {
    return tf.math.mul(numbers, numbers);
  }

  private static <T extends TNumber> Operand<T> numbers(
      Ops tf, Operand<TUint16> bits, Class<T> type) {
    Operand<? extends TNumber> numbers =
        type == TInt32.class ? Int16.int32(tf, bits) : Int16.float32(tf, bits);
    return numbers.asOutput().expect(type);
  }

  /** The same place of every block. */
  private Operand<TUint16> place(Ops tf, Operand<TUint16> bits, int row, int column) {
    return tf.stridedSlice(
        bits,
        tf.constant(new int[] {0, row, column, 0}),
        tf.constant(new int[] {0, (int) shape.get(1), (int) shape.get(2), 0}),
        tf.constant(new int[] {1, rows(), columns(), 1}),
        StridedSlice.beginMask(0b1001L),
        StridedSlice.endMask(0b1001L));
  }

  /** In pairs, so that the processor need not wait for one sum before the next. */
  private static <T extends TNumber> Operand<T> sum(Ops tf, List<Operand<T>> terms) {
    List<Operand<T>> sums = terms;
    while (sums.size() > 1) {
      List<Operand<T>> pairs = new ArrayList<>();
      for (int i = 0; i + 1 < sums.size(); i += 2) {
        pairs.add(tf.math.add(sums.get(i), sums.get(i + 1)));
      }
      if (sums.size() % 2 == 1) {
        pairs.add(sums.get(sums.size() - 1));
      }
      sums = pairs;
    }
    return sums.get(0);
  }
}
