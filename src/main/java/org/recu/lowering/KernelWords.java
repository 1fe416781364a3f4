package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * The words of a plane of signs that lie under a convolution's kernel, for each of its outputs.
 *
 * @param form the convolution
 * @param layout of the words
 * @param output (batch, out height, out width, filters); all but the batch known
 * @param words of a pixel that are taken
 */
record KernelWords(Convolution form, BitLayout layout, Shape output, int words) {

  /**
   * Takes the words of a plane.
   *
   * @param tf within the function of a loop
   * @param plane (batch, height, width, words of a pixel), padded
   * @return those of all taps for each word of a pixel: (batch, out height, out width, 1) each
   */
  List<Operand<TInt64>> of(Ops tf, Operand<? extends TNumber> plane) {
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
}
