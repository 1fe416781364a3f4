package org.recu.graph;

import java.util.Optional;
import java.util.function.IntPredicate;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Signs held in a graph as one bit each, and the ops that unpack them. TensorFlow folds these ops
 * into a constant when a session first runs them.
 *
 * <p>Element {@code 32 i + k} in row-major order is bit {@code k} of word {@code i}; 1 stands for
 * +1. Where signs are 0, a second plane of bits says which are not.
 *
 * <p>How they are unpacked is dictated by TensorFlow's graph rewriting. It folds an op only if the
 * result is below 100 kB or takes no more memory than the operands, and only a convolution whose
 * weights it has folded keeps them in the form that oneDNN wants, which halves the time of a single
 * image. So no op here makes more of less: words are spread over 32 columns by an "or" with zeros
 * of the full size, and the result is chosen from ones of the full size; such constants of equal
 * elements take a few bytes in the file. Words have 32 bits because the rewriting counts four bytes
 * for each element of a narrower integer.
 */
final class PackedSigns {

  private final Ops tf;
  private final String name;
  private final Shape shape;
  private final Shape bits;
  private final Operand<TBool> positive;

  /** Empty if no sign is 0. */
  private final Optional<Operand<TBool>> known;

  /**
   * Adds the bits.
   *
   * @param tf where they go
   * @param name of the signs in the graph
   * @param shape of the signs; {@linkplain #fits a multiple of 32} in size
   * @param signs row-major, each -1, 0 or +1
   */
  PackedSigns(Ops tf, String name, Shape shape, float[] signs) {
    this.tf = tf;
    this.name = name;
    this.shape = shape;
    bits = Shape.of(signs.length / Integer.SIZE, Integer.SIZE);
    positive = plane("_positive", signs.length, i -> signs[i] > 0);
    boolean zeros = false;
    for (float sign : signs) {
      zeros |= sign == 0;
    }
    known =
        zeros ? Optional.of(plane("_known", signs.length, i -> signs[i] != 0)) : Optional.empty();
  }

  /** Whether signs of a shape can be packed. */
  static boolean fits(Shape shape) {
    return shape.size() % Integer.SIZE == 0;
  }

  /** The signs, float32. */
  Operand<TFloat32> floats() {
    Operand<TFloat32> signs = tf.select(positive, filled(1), filled(-1));
    Operand<TFloat32> all = known.isPresent() ? tf.select(known.get(), signs, filled(0)) : signs;
    return tf.withName(name).reshape(all, tf.constant(shape.asArray()));
  }

  /**
   * The signs, qint8. Int32 becomes the narrower type last, of the right shape: the rewriting takes
   * an integer of one byte for one of four as a result, but not as an operand.
   */
  Output<?> bytes() {
    Operand<TInt32> signs = tf.select(positive, whole(1), whole(-1));
    Operand<TInt32> all = known.isPresent() ? tf.select(known.get(), signs, whole(0)) : signs;
    Operand<TUint8> narrow =
        tf.dtypes.cast(tf.reshape(all, tf.constant(shape.asArray())), TUint8.class);
    OperationBuilder levels = tf.scope().withName(name + "_int8").opBuilder("Bitcast", "Bitcast");
    levels.addInput(narrow.asOutput());
    levels.setAttr("type", DataType.DT_QINT8);
    return levels.build().output(0);
  }

  private Operand<TFloat32> filled(float element) {
    return ProtoConstant.filled(tf.scope(), bits, element).expect(TFloat32.class);
  }

  private Operand<TInt32> whole(int element) {
    return ProtoConstant.filled(tf.scope(), bits, element).expect(TInt32.class);
  }

  /** One bit for each sign, held in words: (words, 32). */
  private Operand<TBool> plane(String suffix, int count, IntPredicate bit) {
    int[][] words = new int[count / Integer.SIZE][1];
    for (int i = 0; i < count; i++) {
      words[i / Integer.SIZE][0] |= bit.test(i) ? 1 << (i % Integer.SIZE) : 0;
    }
    int[] masks = new int[Integer.SIZE];
    for (int k = 0; k < masks.length; k++) {
      masks[k] = 1 << k;
    }
    Operand<TInt32> spread =
        tf.bitwise.bitwiseOr(tf.withName(name + suffix).constant(words), whole(0));
    return tf.math.notEqual(tf.bitwise.bitwiseAnd(spread, tf.constant(masks)), tf.constant(0));
  }
}
