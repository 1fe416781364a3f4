package org.recu.lowering;

import java.util.List;
import org.recu.fusion.Block;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.recu.fusion.Int16;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint16;

/**
 * The blocks of pixels that whole numbers and their squares are summed over in a compiled function,
 * which leaves few sums to be added up ({@link BlockSums}).
 *
 * <p>All sums are exact, in 32 bits.
 *
 * @param shape of the numbers: (batch, height, width, channels); all but the batch known
 * @param most the greatest magnitude of a number, at most 2^15
 */
record PixelBlocks(Shape shape, long most) {

  /** The most pixels of a block: more take longer to compile than they gain. */
  private static final long MOST_PIXELS = 16;

  private Block block() {
    return Block.dividing(shape, Math.min(MOST_PIXELS, Integer.MAX_VALUE / (most * most)));
  }

  /** Whether 32 bits hold the squares of a whole image. */
  private boolean imagesFit() {
    return shape.get(1) * shape.get(2) <= Integer.MAX_VALUE / (most * most);
  }

  /** For the name of a function that sums over these blocks. */
  String name() {
    Block block = block();
    return "blocks_%dx%d".formatted(block.rows(), block.columns());
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
    return new BlockSums(
        results.get(last - 1).expect(TInt32.class),
        results.get(last).expect(TInt32.class),
        imagesFit());
  }

  /**
   * The sums within a compiled function: of the numbers and of their squares.
   *
   * @param bits of the numbers
   * @return each (batch, height / rows, width / columns, channels)
   */
  List<Operand<?>> within(Ops tf, Operand<TUint16> bits) {
    List<Operand<TInt32>> numbers =
        block().places(tf, bits, shape).stream().map(place -> Int16.int32(tf, place)).toList();
    return List.of(
        Block.total(tf, numbers),
        Block.total(tf, numbers.stream().map(number -> squared(tf, number)).toList()));
  }

  /** As {@link #within}, with a block for each pixel, by ops that are not compiled. */
  BlockSums each(Ops tf, Operand<TUint16> bits) {
    Operand<TInt32> numbers = Int16.int32(tf, bits);
    return new BlockSums(numbers, squared(tf, numbers), imagesFit());
  }

  private static Operand<TInt32> squared(Ops tf, Operand<TInt32> numbers) {
    return tf.math.mul(numbers, numbers);
  }
}
