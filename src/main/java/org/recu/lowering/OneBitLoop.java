package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.recu.fusion.Int16;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/**
 * One compiled loop over the outputs of a convolution of signs, each made of the sum over some
 * words of every tap.
 *
 * @param form the convolution
 * @param layout of the words
 * @param output (batch, out height, out width, filters); all but the batch known
 * @param words of a pixel that the loop takes
 * @param type of the sums: float32, int32, or uint16 as {@link Int16}
 */
record OneBitLoop<T extends TNumber>(
    Convolution form, BitLayout layout, Shape output, int words, Class<T> type) {

  /** What a function computes of the sums, within it. */
  private interface Results<T extends TNumber> {
    List<? extends Operand<?>> of(Ops tf, Operand<T> sums, List<Output<?>> more);
  }

  /**
   * Adds the loop to a graph.
   *
   * @param tf where it goes
   * @param fusions of the same graph, compiled
   * @param end what it writes of the sums
   * @return shaped as the output
   */
  <R extends TNumber> Operand<R> of(
      Ops tf, Fusions fusions, OneBitOperands<T> operands, LoopEnd<T, R> end) {
    List<Output<?>> results =
        call(
            tf,
            fusions,
            operands,
            end.name(),
            end.operands(),
            (ops, sums, more) -> List.of(end.formula().of(ops, sums, more)));
    return tf.ensureShape(results.get(0).expect(end.type()), output);
  }

  /** Sums and, of the same function, what they add up to over blocks. */
  record WithBlocks(Operand<TUint16> sums, BlockSums blocks) {}

  /**
   * Adds the loop of sums in 16 bits to a graph, with the loops that add these up.
   *
   * @param tf where they go
   * @param fusions of the same graph, compiled
   * @param blocks of the output
   */
  WithBlocks withBlocks(Ops tf, Fusions fusions, OneBitOperands<T> operands, PixelBlocks blocks) {
    List<Output<?>> results =
        call(
            tf,
            fusions,
            operands,
            "_and_" + blocks.name(),
            List.of(),
            (ops, sums, more) -> {
              Operand<TUint16> bits = sums.asOutput().expect(TUint16.class);
              List<Operand<?>> all = new ArrayList<>(List.of(bits));
              all.addAll(blocks.within(ops, bits));
              return all;
            });
    return new WithBlocks(
        tf.ensureShape(results.get(0).expect(TUint16.class), output), blocks.result(results));
  }

  private List<Output<?>> call(
      Ops tf,
      Fusions fusions,
      OneBitOperands<T> operands,
      String then,
      List<Operand<?>> more,
      Results<T> results) {
    int own = operands.list().size();
    List<Operand<?>> all = new ArrayList<>(operands.list());
    all.addAll(more);
    List<Argument> arguments =
        all.stream()
            .map(operand -> new Argument(operand.asOutput().type(), operand.shape()))
            .toList();
    String name =
        "one_bit_%dx%dx%d_of_%dx%d_by_%d_stride_%d%s%s%s"
            .formatted(
                output.get(1),
                output.get(2),
                output.get(3),
                words,
                layout.channelsOfWord(),
                form.kernel(),
                form.stride(),
                type == TFloat32.class ? "" : type == TUint16.class ? "_int16" : "_whole",
                operands.name(),
                then);
    return fusions
        .function(
            name,
            arguments,
            (ops, in) ->
                results.of(
                    ops,
                    body(ops, operands.within(ops, in.subList(0, own), type)),
                    in.subList(own, in.size())))
        .call(tf, all);
  }

  private Operand<T> body(Ops tf, OneBitOperands.Within<T> operands) {
    KernelWords under = new KernelWords(form, layout, output, words);
    List<Operand<TInt64>> positive = under.of(tf, operands.planes().positive());
    List<Operand<TInt64>> known = under.of(tf, operands.planes().known());
    Operand<TInt64> products = null;
    Operand<TInt64> wrong = null;
    for (int i = 0; i < positive.size(); i++) {
      int term = i % layout.terms();
      int word = i / layout.terms();
      Operand<TInt64> pixels = known.get(i);
      Operand<TInt64> both =
          operands
              .known()
              .map(
                  weights ->
                      (Operand<TInt64>) tf.bitwise.bitwiseAnd(pixels, row(tf, weights, term, word)))
              .orElse(pixels);
      Operand<TInt64> differing =
          tf.bitwise.bitwiseXor(positive.get(i), row(tf, operands.weights(), term, word));
      products = added(tf, products, count(tf, both));
      wrong = added(tf, wrong, count(tf, tf.bitwise.bitwiseAnd(differing, both)));
    }
    Operand<TInt64> sum = tf.math.sub(products, tf.math.mul(wrong, tf.constant(2L)));
    Operand<TInt32> whole = tf.dtypes.cast(sum, TInt32.class);
    if (type == TUint16.class) {
      Operand<TInt32> all =
          operands
              .more()
              .map(
                  bits ->
                      (Operand<TInt32>)
                          tf.math.add(
                              whole, Int16.int32(tf, bits.asOutput().expect(TUint16.class))))
              .orElse(whole);
      return Int16.of(tf, all).asOutput().expect(type);
    }
    Operand<T> numbers = tf.dtypes.cast(whole, type);
    return operands.more().isPresent() ? tf.math.add(numbers, operands.more().get()) : numbers;
  }

  private static Operand<TInt64> added(Ops tf, Operand<TInt64> sum, Operand<TInt64> term) {
    return sum == null ? term : tf.math.add(sum, term);
  }

  /** The words of all filters for one term: (filters). */
  private static Operand<TInt64> row(Ops tf, Operand<TInt64> weights, int term, int word) {
    return tf.stridedSlice(
        weights,
        tf.constant(new int[] {term, word, 0}),
        tf.constant(new int[] {term + 1, word + 1, 0}),
        tf.constant(new int[] {1, 1, 1}),
        StridedSlice.endMask(0b100L),
        StridedSlice.shrinkAxisMask(0b011L));
  }

  /** 64 bits wide like its operand, so that the compiled loop need not narrow and widen. */
  private static Operand<TInt64> count(Ops tf, Operand<TInt64> words) {
    OperationBuilder count = tf.scope().opBuilder("PopulationCount", "count");
    count.addInput(words.asOutput());
    return tf.dtypes.cast(count.build().<TUint8>output(0), TInt64.class);
  }
}
