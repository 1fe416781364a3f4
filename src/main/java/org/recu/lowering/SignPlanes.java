package org.recu.lowering;

import java.util.List;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.family.TNumber;

/**
 * The signs of an activation in two planes of bits: which are +1, and which are not 0. Padding is 0
 * in both. The channels of a pixel lie in order, from the lowest bit of a word.
 *
 * <p>The compiler would pack bit by bit, which takes longer than the convolution. But it makes
 * vector instructions of a sum of whole numbers: of 16 channels, each adds a bit of its own to the
 * lower half of 32 bits if it is +1 and to the upper half if it is not 0. So the activation is read
 * once. The rest goes over a sixteenth of its size: it puts the halves together and pads the words.
 *
 * @param positive (batch, height, width, words of a pixel): int64, or of as many bits as channels
 * @param known the same
 */
record SignPlanes(Operand<? extends TNumber> positive, Operand<? extends TNumber> known) {

  /** Channels whose bits are summed. */
  private static final int GROUP = 16;

  /**
   * Packs signs.
   *
   * @param tf where it goes
   * @param fusions of the same graph, compiled
   * @param activation (batch, height, width, channels), a multiple of 16; all but the batch known
   * @param padding on each side
   */
  static SignPlanes of(Ops tf, Fusions fusions, Operand<TFloat32> activation, int padding) {
    Shape shape = activation.shape();
    List<Output<?>> planes =
        fusions
            .function(
                "sign_planes_%dx%dx%d_padded_by_%d"
                    .formatted(shape.get(1), shape.get(2), shape.get(3), padding),
                List.of(new Argument(TFloat32.class, shape)),
                (ops, in) -> {
                  SignPlanes packed = packed(ops, in.get(0).expect(TFloat32.class), shape, padding);
                  return List.of(packed.positive, packed.known);
                })
            .call(tf, List.of(activation));
    Shape padded =
        Shape.of(
            shape.get(0),
            shape.get(1) + 2L * padding,
            shape.get(2) + 2L * padding,
            Math.max(1, shape.get(3) / Long.SIZE));
    return new SignPlanes(shaped(tf, planes.get(0), padded), shaped(tf, planes.get(1), padded));
  }

  /**
   * The same within a compiled function.
   *
   * @param shape of the activation
   * @param padding on each side
   */
  static SignPlanes packed(Ops tf, Operand<TFloat32> activation, Shape shape, int padding) {
    int channels = (int) shape.get(3);
    int words = Math.max(1, channels / Long.SIZE);
    int groups = channels / words / GROUP;
    long[] grouped = {-1, shape.get(1), shape.get(2), words, groups, GROUP};
    Operand<TInt32> bits =
        tf.sum(marks(tf, tf.reshape(activation, tf.constant(grouped))), tf.constant(5));
    return new SignPlanes(
        padded(tf, words(tf, bits, groups), padding),
        padded(tf, words(tf, tf.bitwise.rightShift(bits, tf.constant(GROUP)), groups), padding));
  }

  /** What each channel adds to the bits of its group. */
  private static Operand<TInt32> marks(Ops tf, Operand<TFloat32> channels) {
    int[] positive = new int[GROUP];
    int[] negative = new int[GROUP];
    for (int i = 0; i < GROUP; i++) {
      negative[i] = 1 << (GROUP + i);
      positive[i] = negative[i] | 1 << i;
    }
    Operand<TFloat32> zero = tf.constant(0f);
    return tf.select(
        tf.math.greater(channels, zero),
        tf.constant(positive),
        tf.select(
            tf.math.notEqual(channels, zero), tf.constant(negative), tf.constant(new int[GROUP])));
  }

  /**
   * The lower halves of all groups of a word, put together.
   *
   * @param bits (batch, height, width, words, groups)
   * @return (batch, height, width, words), of as many bits as fewer than 64 channels have
   */
  private static Operand<? extends TNumber> words(Ops tf, Operand<TInt32> bits, int groups) {
    return switch (groups) {
      case 1 -> tf.dtypes.cast(joined(tf, bits, groups, TInt32.class), TUint16.class);
      case 2 -> joined(tf, bits, groups, TInt32.class);
      default -> joined(tf, bits, groups, TInt64.class);
    };
  }

  private static <T extends TNumber> Operand<T> joined(
      Ops tf, Operand<TInt32> bits, int groups, Class<T> type) {
    Operand<T> word = null;
    for (int group = 0; group < groups; group++) {
      Operand<TInt32> half =
          tf.bitwise.bitwiseAnd(last(tf, bits, group), tf.constant((1 << GROUP) - 1));
      Operand<T> wide = tf.dtypes.cast(half, type);
      word =
          word == null
              ? wide
              : tf.bitwise.bitwiseOr(
                  word,
                  tf.bitwise.leftShift(wide, tf.dtypes.cast(tf.constant(group * GROUP), type)));
    }
    return word;
  }

  /** One of the last of five axes. */
  private static Operand<TInt32> last(Ops tf, Operand<TInt32> all, int index) {
    return tf.stridedSlice(
        all,
        tf.constant(new int[] {0, 0, 0, 0, index}),
        tf.constant(new int[] {0, 0, 0, 0, index + 1}),
        tf.constant(new int[] {1, 1, 1, 1, 1}),
        StridedSlice.beginMask(0b01111L),
        StridedSlice.endMask(0b01111L),
        StridedSlice.shrinkAxisMask(0b10000L));
  }

  private static <T extends TNumber> Operand<T> padded(Ops tf, Operand<T> words, int side) {
    return side == 0
        ? words
        : tf.pad(
            words,
            tf.constant(new int[][] {{0, 0}, {side, side}, {side, side}, {0, 0}}),
            tf.dtypes.cast(tf.constant(0), words.asOutput().type()));
  }

  /** The planes that a function has as operands. */
  static SignPlanes within(List<Output<?>> operands) {
    return new SignPlanes(number(operands.get(0)), number(operands.get(1)));
  }

  private static Operand<? extends TNumber> number(Output<?> plane) {
    return plane.expect(plane.type().asSubclass(TNumber.class));
  }

  private static Operand<? extends TNumber> shaped(Ops tf, Output<?> plane, Shape shape) {
    return tf.ensureShape(number(plane), shape);
  }
}
