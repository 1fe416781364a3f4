package org.recu.lowering;

import java.util.List;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/**
 * The signs of an activation in two planes of bits: which are +1, and which are not 0. Padding is 0
 * in both. The channels of a pixel lie in order, from the lowest bit of a word.
 *
 * <p>The compiler packs bit by bit, which takes longer than the convolution. So a first loop writes
 * a byte for each channel, and a second one takes eight of them as a word {@code w} and gathers
 * their lowest bits by a multiplication: each bit of
 *
 * <pre>
 *   (w and 0x0101010101010101) 0x0102040810204080
 * </pre>
 *
 * <p>is at most one product, so nothing carries, and the highest byte has the eight bits in order.
 *
 * @param positive (batch, height, width, words of a pixel): int64, or of as many bits as channels
 * @param known the same
 */
record SignPlanes(Operand<? extends TNumber> positive, Operand<? extends TNumber> known) {

  private static final long LOWEST_BITS = 0x0101_0101_0101_0101L;
  private static final long GATHERING = 0x0102_0408_1020_4080L;
  private static final long HIGHEST_BYTE = Long.SIZE - Byte.SIZE;

  /** The bit of a channel's byte that says whether the sign is known. */
  private static final int KNOWN = 4;

  /**
   * Packs signs.
   *
   * @param tf where it goes
   * @param fusions of the same graph, compiled
   * @param activation (batch, height, width, channels), a multiple of 16; all but the batch known
   * @param form the convolution that pads the signs
   */
  static SignPlanes of(Ops tf, Fusions fusions, Operand<TFloat32> activation, Convolution form) {
    Shape shape = activation.shape();
    Operand<TUint8> marks =
        fusions
            .function(
                "sign_marks_%dx%dx%d".formatted(shape.get(1), shape.get(2), shape.get(3)),
                List.of(new Argument(TFloat32.class, shape)),
                (ops, in) -> List.of(marks(ops, in.get(0).expect(TFloat32.class))))
            .call(tf, List.of(activation))
            .get(0)
            .expect(TUint8.class);
    return ofMarks(tf, fusions, marks, shape, form);
  }

  /**
   * Packs signs that are {@link #marks} already.
   *
   * @param tf where it goes
   * @param fusions of the same graph, compiled
   * @param marks shaped as the activation
   * @param shape of the activation: (batch, height, width, channels), a multiple of 16; all but the
   *     batch known
   * @param form the convolution that pads the signs
   */
  static SignPlanes ofMarks(
      Ops tf, Fusions fusions, Operand<TUint8> marks, Shape shape, Convolution form) {
    long bytes = shape.get(3) / Byte.SIZE;
    Shape words = Shape.of(shape.get(0), shape.get(1), shape.get(2), bytes);
    long[] eights = {-1, shape.get(1), shape.get(2), bytes, Byte.SIZE};
    Operand<TInt64> eight =
        tf.ensureShape(tf.bitcast(tf.reshape(marks, tf.constant(eights)), TInt64.class), words);
    List<Output<?>> planes =
        fusions
            .function(
                "sign_planes_%dx%dx%d".formatted(shape.get(1), shape.get(2), shape.get(3)),
                List.of(new Argument(TInt64.class, words)),
                (ops, in) -> {
                  Operand<TInt64> marked = in.get(0).expect(TInt64.class);
                  return List.of(
                      gathered(ops, marked),
                      gathered(ops, ops.bitwise.rightShift(marked, ops.constant((long) KNOWN))));
                })
            .call(tf, List.of(eight));
    return new SignPlanes(
        words(tf, planes.get(0), words, form), words(tf, planes.get(1), words, form));
  }

  /** A byte for each sign: whether it is +1, and whether it is not 0. */
  static Operand<TUint8> marks(Ops tf, Operand<TFloat32> activation) {
    Operand<TFloat32> zero = tf.constant(0f);
    return tf.dtypes.cast(
        tf.select(
            tf.math.greater(activation, zero),
            tf.constant(1 << KNOWN | 1),
            tf.select(tf.math.notEqual(activation, zero), tf.constant(1 << KNOWN), tf.constant(0))),
        TUint8.class);
  }

  /** The lowest bits of the bytes of a word, as one byte. */
  private static Operand<TUint8> gathered(Ops tf, Operand<TInt64> words) {
    Operand<TInt64> bits = tf.bitwise.bitwiseAnd(words, tf.constant(LOWEST_BITS));
    return tf.dtypes.cast(
        tf.bitwise.rightShift(tf.math.mul(bits, tf.constant(GATHERING)), tf.constant(HIGHEST_BYTE)),
        TUint8.class);
  }

  private static Operand<? extends TNumber> words(
      Ops tf, Output<?> plane, Shape pixels, Convolution form) {
    int bytes = (int) pixels.get(3);
    int ofWord = Math.min(bytes, Long.BYTES);
    Operand<TUint8> split =
        tf.ensureShape(
            tf.reshape(
                plane.expect(TUint8.class),
                tf.constant(new long[] {-1, pixels.get(1), pixels.get(2), bytes / ofWord, ofWord})),
            Shape.of(pixels.get(0), pixels.get(1), pixels.get(2), bytes / ofWord, ofWord));
    return switch (ofWord) {
      case Short.BYTES -> padded(tf, tf.bitcast(split, TUint16.class), form);
      case Integer.BYTES -> padded(tf, tf.bitcast(split, TInt32.class), form);
      default -> padded(tf, tf.bitcast(split, TInt64.class), form);
    };
  }

  private static <T extends TNumber> Operand<T> padded(Ops tf, Operand<T> words, Convolution form) {
    int side = form.padding();
    return side == 0
        ? words
        : tf.pad(
            words,
            tf.constant(new int[][] {{0, 0}, {side, side}, {side, side}, {0, 0}}),
            tf.dtypes.cast(tf.constant(0), words.type()));
  }
}
