package org.recu.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.recu.fusion.Fusions;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.SwitchCond;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/**
 * A convolution of signs with signs by counting bits: the same whole numbers as in float32, in a
 * fraction of the time.
 *
 * <pre>
 *   sum = count(known) - 2 count((positive xor weight) and known)
 * </pre>
 *
 * <p>over the words of {@link SignPlanes} under the kernel. Weights have one plane: a weight of
 * exactly 0 is rare, and where a layer has one, or one that is not a number, the sums come from the
 * real convolution.
 *
 * <p>A loop sums at most {@value #TERMS} words an output: the compiler keeps no more of them at
 * hand, and with 72 a word takes two to three times as long (4x4x512: 12.9 instead of 5.7 ms;
 * 8x8x512: 52 instead of 19). So wide layers take several loops, each over one word of a pixel,
 * that add to the result of the one before.
 */
final class OneBitSums {

  /** The most words that one loop sums. */
  private static final int TERMS = 18;

  private OneBitSums() {}

  /**
   * Whether a convolution can be computed in this way.
   *
   * @param input (batch, height, width, channels)
   */
  static boolean fit(Convolution form, Shape input) {
    return BitLayout.fits(input.get(3)) && form.kernel() * form.kernel() <= TERMS;
  }

  /**
   * Adds the convolution, without a gradient.
   *
   * @param tf where it goes
   * @param fusions of the same graph, compiled
   * @param form geometry
   * @param activation whose signs are convolved: (batch, height, width, channels); all but the
   *     batch known
   * @param weight (kernel, kernel, channels, filters): each -1, 0 or +1
   * @param type of the sums
   * @return (batch, out height, out width, filters): whole numbers, rounded to the type
   */
  static <T extends TFloating> Operand<T> of(
      Ops tf,
      Fusions fusions,
      Convolution form,
      Operand<TFloat32> activation,
      Operand<TFloat32> weight,
      Class<T> type) {
    Shape input = activation.shape();
    Shape output =
        Shape.of(
            input.get(0),
            form.outputSize(input.get(1)),
            form.outputSize(input.get(2)),
            form.filters());
    BitLayout layout = new BitLayout((int) input.get(3), form.kernel() * form.kernel());
    int together = layout.words() * layout.terms() <= TERMS ? layout.words() : 1;
    Operand<TBool> other = hasOtherThanSigns(tf, weight);
    SwitchCond<TFloat32> wayOfActivation = tf.switchCond(activation, other);
    SwitchCond<TFloat32> wayOfWeight = tf.switchCond(weight, other);
    Operand<T> counted =
        counted(
            tf,
            fusions,
            new OneBitLoop(form, layout, output, together),
            tf.ensureShape(wayOfActivation.outputFalse(), input),
            tf.ensureShape(wayOfWeight.outputFalse(), weight.shape()),
            type);
    Operand<TFloat32> signs = tf.math.sign(tf.ensureShape(wayOfActivation.outputTrue(), input));
    Operand<T> multiplied =
        new ConvolutionOps(form)
            .of(tf, tf.dtypes.cast(signs, type), tf.dtypes.cast(wayOfWeight.outputTrue(), type));
    return tf.ensureShape(tf.merge(List.of(counted, multiplied)).output(), output);
  }

  /** Whether the sum of squares, which is exact, is another than that of as many signs. */
  private static Operand<TBool> hasOtherThanSigns(Ops tf, Operand<TFloat32> weight) {
    return tf.math.notEqual(tf.nn.l2Loss(weight), tf.constant(weight.shape().size() / 2f));
  }

  private static <T extends TFloating> Operand<T> counted(
      Ops tf,
      Fusions fusions,
      OneBitLoop loop,
      Operand<TFloat32> activation,
      Operand<TFloat32> weight,
      Class<T> type) {
    BitLayout layout = loop.layout();
    SignPlanes planes = SignPlanes.of(tf, fusions, activation, loop.form());
    Operand<TInt64> weights =
        new WeightPlane(layout, loop.form().filters()).of(tf, fusions, weight);
    Operand<TFloat32> sums = null;
    int last = layout.words() - loop.words();
    for (int word = 0; word < last; word += loop.words()) {
      sums = loop.of(tf, fusions, operands(tf, planes, weights, loop, word, sums), TFloat32.class);
    }
    return loop.of(tf, fusions, operands(tf, planes, weights, loop, last, sums), type);
  }

  /**
   * The operands of a loop.
   *
   * @param word the first that it takes of each pixel
   * @param sums of the words before; null if there are none
   */
  private static List<Operand<?>> operands(
      Ops tf,
      SignPlanes planes,
      Operand<TInt64> weights,
      OneBitLoop loop,
      int word,
      Operand<TFloat32> sums) {
    List<Operand<?>> operands = new ArrayList<>();
    operands.add(words(tf, planes.positive(), 3, word, loop.words()));
    operands.add(words(tf, planes.known(), 3, word, loop.words()));
    operands.add(words(tf, weights, 1, word, loop.words()));
    if (sums != null) {
      operands.add(sums);
    }
    return operands;
  }

  /** Some words of a pixel, which lie along an axis. */
  private static <T extends TNumber> Operand<T> words(
      Ops tf, Operand<T> all, int axis, int first, int count) {
    if (count == all.shape().get(axis)) {
      return all;
    }
    int[] begin = new int[all.shape().numDimensions()];
    int[] size = new int[begin.length];
    Arrays.fill(size, -1);
    begin[axis] = first;
    size[axis] = count;
    return tf.slice(all, tf.constant(begin), tf.constant(size));
  }
}
