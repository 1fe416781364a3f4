package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
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
 * The second loop also puts the bytes together and pads the words.
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
    int bytes = (int) shape.get(3) / Byte.SIZE;
    Shape eights = Shape.of(shape.get(0), shape.get(1), shape.get(2), bytes);
    long[] byEight = {-1, shape.get(1), shape.get(2), bytes, Byte.SIZE};
    Operand<TInt64> eight =
        tf.ensureShape(tf.bitcast(tf.reshape(marks, tf.constant(byEight)), TInt64.class), eights);
    List<Output<?>> planes =
        fusions
            .function(
                "sign_planes_%dx%dx%d_padded_by_%d"
                    .formatted(shape.get(1), shape.get(2), shape.get(3), form.padding()),
                List.of(new Argument(TInt64.class, eights)),
                (ops, in) -> {
                  Operand<TInt64> marked = in.get(0).expect(TInt64.class);
                  Operand<TInt64> known =
                      ops.bitwise.rightShift(marked, ops.constant((long) KNOWN));
                  return List.of(
                      padded(ops, words(ops, marked, bytes), form.padding()),
                      padded(ops, words(ops, known, bytes), form.padding()));
                })
            .call(tf, List.of(eight));
    long side = 2L * form.padding();
    Shape padded =
        Shape.of(
            shape.get(0),
            shape.get(1) + side,
            shape.get(2) + side,
            Math.max(1, bytes / Long.BYTES));
    return new SignPlanes(shaped(tf, planes.get(0), padded), shaped(tf, planes.get(1), padded));
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

  /** The words of all pixels, of as many bits as fewer than 64 channels have. */
  private static Operand<? extends TNumber> words(Ops tf, Operand<TInt64> eights, int bytes) {
    Operand<TInt64> gathered = gathered(tf, eights);
    List<Operand<TInt64>> words = new ArrayList<>();
    for (int first = 0; first < bytes; first += Long.BYTES) {
      Operand<TInt64> word = channel(tf, gathered, first);
      for (int i = 1; i < Math.min(bytes, Long.BYTES); i++) {
        word =
            tf.bitwise.bitwiseOr(
                word,
                tf.bitwise.leftShift(
                    channel(tf, gathered, first + i), tf.constant((long) Byte.SIZE * i)));
      }
      words.add(word);
    }
    return switch (bytes) {
      case Short.BYTES -> tf.dtypes.cast(words.get(0), TUint16.class);
      case Integer.BYTES -> tf.dtypes.cast(words.get(0), TInt32.class);
      case Long.BYTES -> words.get(0);
      default -> tf.concat(words, tf.constant(3));
    };
  }

  /** The lowest bits of the bytes of each word, in its lowest byte. */
  private static Operand<TInt64> gathered(Ops tf, Operand<TInt64> words) {
    Operand<TInt64> bits = tf.bitwise.bitwiseAnd(words, tf.constant(LOWEST_BITS));
    Operand<TInt64> highest = tf.math.mul(bits, tf.constant(GATHERING));
    return tf.bitwise.bitwiseAnd(
        tf.bitwise.rightShift(highest, tf.constant(HIGHEST_BYTE)), tf.constant(0xFFL));
  }

  /** One of the last axis: (batch, height, width, 1). */
  private static Operand<TInt64> channel(Ops tf, Operand<TInt64> all, int index) {
    return tf.stridedSlice(
        all,
        tf.constant(new int[] {0, 0, 0, index}),
        tf.constant(new int[] {0, 0, 0, index + 1}),
        tf.constant(new int[] {1, 1, 1, 1}),
        StridedSlice.beginMask(0b0111L),
        StridedSlice.endMask(0b0111L));
  }

  private static <T extends TNumber> Operand<T> padded(Ops tf, Operand<T> words, int side) {
    return side == 0
        ? words
        : tf.pad(
            words,
            tf.constant(new int[][] {{0, 0}, {side, side}, {side, side}, {0, 0}}),
            tf.dtypes.cast(tf.constant(0), words.asOutput().type()));
  }

  private static Operand<? extends TNumber> shaped(Ops tf, Output<?> plane, Shape shape) {
    return tf.ensureShape(plane.expect(plane.type().asSubclass(TNumber.class)), shape);
  }
}
