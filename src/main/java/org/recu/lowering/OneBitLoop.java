package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.recu.fusion.Int16;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
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
    int own = operands.list().size();
    List<Operand<?>> all = new ArrayList<>(operands.list());
    all.addAll(end.operands());
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
                end.name());
    return tf.ensureShape(
        fusions
            .function(
                name,
                arguments,
                (ops, in) ->
                    List.of(
                        end.formula()
                            .of(
                                ops,
                                body(ops, operands.within(ops, in.subList(0, own), type)),
                                in.subList(own, in.size()))))
            .call(tf, all)
            .get(0)
            .expect(end.type()),
        output);
  }

  private Operand<T> body(Ops tf, OneBitOperands.Within<T> operands) {
    List<Operand<TInt64>> positive = terms(tf, operands.planes().positive());
    List<Operand<TInt64>> known = terms(tf, operands.planes().known());
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

  /** The words under a kernel, those of all taps for each word of a pixel: (batch, oh, ow, 1). */
  private List<Operand<TInt64>> terms(Ops tf, Operand<? extends TNumber> plane) {
    Operand<TInt64> all = wide(tf, plane);
    List<Operand<TInt64>> terms = new ArrayList<>();
    for (int word = 0; word < words; word++) {
      Operand<TInt64> term = null;
      for (int tap = 0; tap < layout.taps(); tap++) {
        int place = tap % layout.tapsOfWord();
        Operand<TInt64> under = under(tf, all, tap, word);
        Operand<TInt64> shifted =
            tf.bitwise.leftShift(under, tf.constant((long) place * layout.channelsOfWord()));
        term = place == 0 ? under : tf.bitwise.bitwiseOr(term, shifted);
        if (place == layout.tapsOfWord() - 1 || tap == layout.taps() - 1) {
          terms.add(term);
        }
      }
    }
    return terms;
  }

  private static Operand<TInt64> wide(Ops tf, Operand<? extends TNumber> plane) {
    Class<? extends TNumber> type = plane.asOutput().type();
    if (type == TInt64.class) {
      return plane.asOutput().expect(TInt64.class);
    }
    Operand<TInt64> wide = tf.dtypes.cast(plane, TInt64.class);
    return type == TInt32.class ? tf.bitwise.bitwiseAnd(wide, tf.constant(0xFFFF_FFFFL)) : wide;
  }

  private Operand<TInt64> under(Ops tf, Operand<TInt64> plane, int tap, int word) {
    int row = tap / form.kernel();
    int column = tap % form.kernel();
    int stride = form.stride();
    int height = (int) (output.get(1) - 1) * stride + 1;
    int width = (int) (output.get(2) - 1) * stride + 1;
    return tf.stridedSlice(
        plane,
        tf.constant(new int[] {0, row, column, word}),
        tf.constant(new int[] {0, row + height, column + width, word + 1}),
        tf.constant(new int[] {1, stride, stride, 1}),
        StridedSlice.beginMask(1L),
        StridedSlice.endMask(1L));
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
