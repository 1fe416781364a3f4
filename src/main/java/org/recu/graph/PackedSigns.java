package org.recu.graph;

import java.util.Optional;
import java.util.function.IntPredicate;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * Signs held in a graph as one bit each, and the ops that unpack them. TensorFlow folds these ops
 * into a constant when a session first runs them.
 *
 * <p>Signs (kernel, kernel, channels, filters) are rows of filters, in row-major order. Bit {@code
 * k} of word {@code (i, filter)} is the sign of the filter in row {@code 64 i + k}; 1 stands for
 * +1. So a convolution that counts bits finds its words as they are. Where signs are 0, a second
 * plane of bits says which are not. Rows that fill the last word are no signs.
 *
 * <p>How they are unpacked is dictated by TensorFlow's graph rewriting. It folds an op only if the
 * result is below 100 kB or takes no more memory than the operands, and only a convolution whose
 * weights it has folded keeps them in the form that oneDNN wants, which halves the time of a single
 * image. So no op here makes more of less: words are spread over 32 rows by an "or" with zeros of
 * the full size, and the result is chosen from ones of the full size; such constants of equal
 * elements take a few bytes in the file. It works on halves of words, which take half the memory;
 * the rewriting counts four bytes for each element of a narrower integer.
 */
final class PackedSigns {

  private final Ops tf;
  private final String name;
  private final Shape shape;
  private final int rows;
  private final int filters;
  private final int words;
  private final Operand<TInt32> positive;

  /** Empty if no sign is 0. */
  private final Optional<Operand<TInt32>> known;

  /**
   * Adds the bits.
   *
   * @param tf where they go
   * @param name of the signs in the graph
   * @param shape of the signs: (kernel, kernel, channels, filters)
   * @param signs row-major, each -1, 0 or +1
   */
  PackedSigns(Ops tf, String name, Shape shape, float[] signs) {
    this.tf = tf;
    this.name = name;
    this.shape = shape;
    filters = (int) shape.get(3);
    rows = signs.length / filters;
    words = (rows + Long.SIZE - 1) / Long.SIZE;
    positive = plane("_positive", i -> signs[i] > 0);
    boolean zeros = false;
    for (float sign : signs) {
      zeros |= sign == 0;
    }
    known = zeros ? Optional.of(plane("_known", i -> signs[i] != 0)) : Optional.empty();
  }

  /** Whether signs of a shape are worth packing. */
  static boolean fits(Shape shape) {
    return shape.numDimensions() == 4 && shape.size() % Integer.SIZE == 0;
  }

  /** The signs, float32. */
  Operand<TFloat32> floats() {
    Operand<TFloat32> signs = tf.select(bits(positive), filled(1), filled(-1));
    Operand<TFloat32> all =
        known.isPresent() ? tf.select(bits(known.get()), signs, filled(0)) : signs;
    return tf.withName(name).reshape(withoutFilling(all), tf.constant(shape.asArray()));
  }

  /** The words, whose halves lie side by side then. */
  SignWords words() {
    return new SignWords(words(positive), known.map(this::words));
  }

  private Operand<TInt64> words(Operand<TInt32> plane) {
    String of = plane.op().name();
    Operand<TInt32> halves =
        tf.withName(of + "_halves_one_bit")
            .reshape(plane, tf.constant(new int[] {words, 2, filters}));
    return tf.withName(of + "_one_bit")
        .bitcast(
            tf.withName(of + "_pairs_one_bit")
                .linalg
                .transpose(halves, tf.constant(new int[] {0, 2, 1})),
            TInt64.class);
  }

  private Operand<TFloat32> filled(float element) {
    return ProtoConstant.filled(tf.scope(), full(), element).expect(TFloat32.class);
  }

  private Operand<TInt32> whole(int element) {
    return ProtoConstant.filled(tf.scope(), full(), element).expect(TInt32.class);
  }

  /** Halves of words, rows of a half, filters. */
  private Shape full() {
    return Shape.of(2L * words, Integer.SIZE, filters);
  }

  /** One bit for each sign, in halves of words, the lower one first: (halves, 1, filters). */
  private Operand<TInt32> plane(String suffix, IntPredicate bit) {
    int[][][] halves = new int[2 * words][1][filters];
    for (int row = 0; row < rows; row++) {
      for (int filter = 0; filter < filters; filter++) {
        if (bit.test(row * filters + filter)) {
          halves[row / Integer.SIZE][0][filter] |= 1 << (row % Integer.SIZE);
        }
      }
    }
    return tf.withName(name + suffix).constant(halves);
  }

  /** The bits of a plane: (halves of words, rows of a half, filters). */
  private Operand<TBool> bits(Operand<TInt32> plane) {
    int[][] masks = new int[Integer.SIZE][1];
    for (int k = 0; k < masks.length; k++) {
      masks[k][0] = 1 << k;
    }
    Operand<TInt32> spread = tf.bitwise.bitwiseOr(plane, whole(0));
    return tf.math.notEqual(tf.bitwise.bitwiseAnd(spread, tf.constant(masks)), tf.constant(0));
  }

  private <T extends TNumber> Operand<T> withoutFilling(Operand<T> all) {
    return rows == words * Long.SIZE
        ? all
        : tf.slice(
            tf.reshape(all, tf.constant(new int[] {words * Long.SIZE, filters})),
            tf.constant(new int[] {0, 0}),
            tf.constant(new int[] {rows, filters}));
  }
}
