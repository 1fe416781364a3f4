package org.recu.lowering;

import java.util.List;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/**
 * Signs in two planes of bits: which are +1, and which are not 0. Padding is 0 in both.
 *
 * <p>A word holds up to 64 channels of a pixel. Bit {@code k} of the {@code j}-th byte of a pixel
 * is channel {@code k C / 8 + j} of {@code C}: so each bit of neighbouring bytes comes from
 * neighbouring channels, and the compiler packs many bytes with one instruction. (With the channels
 * in order it packs bit by bit, which takes longer than the convolution.)
 *
 * @param positive (batch, height, width, words of a pixel): int64, or of as many bits as channels
 * @param known the same
 */
record SignPlanes(Operand<? extends TNumber> positive, Operand<? extends TNumber> known) {

  private static final int BYTE = Byte.SIZE;
  private static final int WORD = Long.BYTES;

  /**
   * Packs signs.
   *
   * @param tf where it goes
   * @param fusions of the same graph, compiled
   * @param signs (batch, height, width, channels): each -1, 0 or +1; all but the batch known
   * @param form the convolution that pads them
   */
  static <T extends TFloating> SignPlanes of(
      Ops tf, Fusions fusions, Operand<T> signs, Convolution form) {
    Shape shape = signs.shape();
    int bytes = (int) shape.get(3) / BYTE;
    int ofWord = Math.min(bytes, WORD);
    long[] split = {-1, shape.get(1), shape.get(2), BYTE, bytes};
    long[] packed = {-1, shape.get(1), shape.get(2), bytes / ofWord, ofWord};
    Class<T> type = signs.type();
    List<Output<?>> planes =
        fusions
            .function(
                "sign_planes_%s_%dx%dx%d"
                    .formatted(type.getSimpleName(), shape.get(1), shape.get(2), shape.get(3)),
                List.of(new Argument(type, shape)),
                (ops, in) -> {
                  Operand<T> values = ops.reshape(in.get(0).expect(type), ops.constant(split));
                  Operand<T> zero = ops.dtypes.cast(ops.constant(0f), type);
                  return List.of(
                      ops.reshape(
                          bytes(ops, ops.math.greater(values, zero), 3), ops.constant(packed)),
                      ops.reshape(
                          bytes(ops, ops.math.notEqual(values, zero), 3), ops.constant(packed)));
                })
            .call(tf, List.of(signs));
    Shape known = Shape.of(packed);
    return new SignPlanes(
        words(tf, planes.get(0), known, form), words(tf, planes.get(1), known, form));
  }

  /**
   * Packs bits into bytes.
   *
   * @param bits shaped (..., 8, ...): the bits of a byte along an axis
   * @param axis that one
   * @return uint8, without that axis
   */
  static Operand<TUint8> bytes(Ops tf, Operand<TBool> bits, int axis) {
    Operand<TInt32> bytes = null;
    int place = 1;
    for (Operand<TBool> bit : tf.unstack(bits, (long) BYTE, Unstack.axis((long) axis)).output()) {
      Operand<TInt32> placed = tf.select(bit, tf.constant(place), tf.constant(0));
      bytes = bytes == null ? placed : tf.bitwise.bitwiseOr(bytes, placed);
      place <<= 1;
    }
    return tf.dtypes.cast(bytes, TUint8.class);
  }

  private static Operand<? extends TNumber> words(
      Ops tf, Output<?> plane, Shape shape, Convolution form) {
    Operand<TUint8> bytes = tf.ensureShape(plane.expect(TUint8.class), shape);
    return switch ((int) shape.get(4)) {
      case 2 -> padded(tf, tf.bitcast(bytes, TUint16.class), form);
      case 4 -> padded(tf, tf.bitcast(bytes, TInt32.class), form);
      default -> padded(tf, tf.bitcast(bytes, TInt64.class), form);
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
