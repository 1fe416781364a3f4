package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
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
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/**
 * One compiled loop over the outputs of a convolution of signs, each the sum over some words of
 * every tap.
 *
 * @param form the convolution
 * @param layout of the words
 * @param output (batch, out height, out width, filters); all but the batch known
 * @param words of a pixel that the loop takes
 * @param type of the sums: float32 or int32
 */
record OneBitLoop<T extends TNumber>(
    Convolution form, BitLayout layout, Shape output, int words, Class<T> type) {

  /**
   * What a loop reads.
   *
   * @param planes of the activation, padded: (batch, height, width, words)
   * @param weights which are +1: (terms, words, filters)
   * @param known which weights are not 0, where some are: (terms, words, filters)
   * @param more sums to add to
   */
  record Operands<T extends TNumber>(
      SignPlanes planes,
      Operand<TInt64> weights,
      Optional<Operand<TInt64>> known,
      Optional<Operand<T>> more) {

    private List<Operand<?>> list() {
      List<Operand<?>> list = new ArrayList<>(List.of(planes.positive(), planes.known(), weights));
      known.ifPresent(list::add);
      more.ifPresent(list::add);
      return list;
    }
  }

  /**
   * Adds the loop to a graph.
   *
   * @param tf where it goes
   * @param fusions of the same graph, compiled
   */
  Operand<T> of(Ops tf, Fusions fusions, Operands<T> operands) {
    List<Argument> arguments =
        operands.list().stream()
            .map(operand -> new Argument(operand.asOutput().type(), operand.shape()))
            .toList();
    boolean zeros = operands.known.isPresent();
    boolean more = operands.more.isPresent();
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
                type == TFloat32.class ? "" : "_whole",
                zeros ? "_zeros" : "",
                more ? "_more" : "");
    return tf.ensureShape(
        fusions
            .function(name, arguments, (ops, in) -> List.of(body(ops, in, zeros, more)))
            .call(tf, operands.list())
            .get(0)
            .expect(type),
        output);
  }

  private Operand<T> body(Ops tf, List<Output<?>> operands, boolean zeros, boolean more) {
    List<Operand<TInt64>> positive = terms(tf, operands.get(0));
    List<Operand<TInt64>> known = terms(tf, operands.get(1));
    Operand<TInt64> weights = operands.get(2).expect(TInt64.class);
    Operand<TInt64> products = null;
    Operand<TInt64> wrong = null;
    for (int i = 0; i < positive.size(); i++) {
      int term = i % layout.terms();
      int word = i / layout.terms();
      Operand<TInt64> both =
          zeros
              ? tf.bitwise.bitwiseAnd(
                  known.get(i), row(tf, operands.get(3).expect(TInt64.class), term, word))
              : known.get(i);
      Operand<TInt64> differing =
          tf.bitwise.bitwiseXor(positive.get(i), row(tf, weights, term, word));
      products = added(tf, products, count(tf, both));
      wrong = added(tf, wrong, count(tf, tf.bitwise.bitwiseAnd(differing, both)));
    }
    Operand<TInt64> sum = tf.math.sub(products, tf.math.mul(wrong, tf.constant(2L)));
    Operand<T> whole = tf.dtypes.cast(tf.dtypes.cast(sum, TInt32.class), type);
    return more ? tf.math.add(whole, operands.get(operands.size() - 1).expect(type)) : whole;
  }

  private static Operand<TInt64> added(Ops tf, Operand<TInt64> sum, Operand<TInt64> term) {
    return sum == null ? term : tf.math.add(sum, term);
  }

  /** The words under a kernel, those of all taps for each word of a pixel: (batch, oh, ow, 1). */
  private List<Operand<TInt64>> terms(Ops tf, Output<?> plane) {
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

  private static Operand<TInt64> wide(Ops tf, Output<?> plane) {
    if (plane.type() == TInt64.class) {
      return plane.expect(TInt64.class);
    }
    Operand<TInt64> wide = tf.dtypes.cast(plane, TInt64.class);
    return plane.type() == TInt32.class
        ? tf.bitwise.bitwiseAnd(wide, tf.constant(0xFFFF_FFFFL))
        : wide;
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
