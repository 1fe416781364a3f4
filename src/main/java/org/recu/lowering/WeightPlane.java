package org.recu.lowering;

import java.util.List;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * Binary weights, none of them 0, in one plane of bits: which are +1. Their bits lie as those of
 * {@link SignPlanes}.
 *
 * @param layout of the words
 * @param filters output channels
 */
record WeightPlane(BitLayout layout, int filters) {

  /**
   * Packs weights.
   *
   * @param tf where it goes
   * @param fusions of the same graph, compiled
   * @param weight (kernel, kernel, channels, filters)
   * @return (terms, words of a pixel, filters)
   */
  Operand<TInt64> of(Ops tf, Fusions fusions, Operand<TFloat32> weight) {
    return tf.ensureShape(
        fusions
            .function(
                "weight_plane_%dx%dx%d".formatted(layout.taps(), layout.channels(), filters),
                List.of(new Argument(TFloat32.class, weight.shape())),
                (ops, in) -> List.of(words(ops, packed(ops, in.get(0).expect(TFloat32.class)))))
            .call(tf, List.of(weight))
            .get(0)
            .expect(TInt64.class),
        Shape.of(layout.terms(), layout.words(), filters));
  }

  /** (taps, bytes of a pixel, filters), taps that fill the last word included. */
  private Operand<TUint8> packed(Ops tf, Operand<TFloat32> weight) {
    int[] split = {layout.taps(), layout.bytes(), Byte.SIZE, filters};
    Operand<TFloat32> values = tf.reshape(weight, tf.constant(split));
    Operand<TUint8> packed = bytes(tf, tf.math.greater(values, tf.constant(0f)));
    int missing = layout.terms() * layout.tapsOfWord() - layout.taps();
    return missing == 0
        ? packed
        : tf.pad(
            packed,
            tf.constant(new int[][] {{0, missing}, {0, 0}, {0, 0}}),
            tf.dtypes.cast(tf.constant(0), TUint8.class));
  }

  /** The bits of the last axis but one as bytes. */
  private static Operand<TUint8> bytes(Ops tf, Operand<TBool> bits) {
    Operand<TInt32> bytes = null;
    int place = 1;
    for (Operand<TBool> bit : tf.unstack(bits, (long) Byte.SIZE, Unstack.axis(2L)).output()) {
      Operand<TInt32> placed = tf.select(bit, tf.constant(place), tf.constant(0));
      bytes = bytes == null ? placed : tf.bitwise.bitwiseOr(bytes, placed);
      place <<= 1;
    }
    return tf.dtypes.cast(bytes, TUint8.class);
  }

  private Operand<TInt64> words(Ops tf, Operand<TUint8> bytes) {
    int[] split = {layout.terms(), layout.words(), Long.BYTES, filters};
    Operand<TUint8> rows = tf.reshape(bytes, tf.constant(split));
    Operand<TInt64> words = null;
    long place = 0;
    for (Operand<TUint8> row : tf.unstack(rows, (long) Long.BYTES, Unstack.axis(2L)).output()) {
      Operand<TInt64> placed =
          tf.bitwise.leftShift(tf.dtypes.cast(row, TInt64.class), tf.constant(place));
      words = words == null ? placed : tf.bitwise.bitwiseOr(words, placed);
      place += Byte.SIZE;
    }
    return words;
  }
}
