package org.recu.lowering;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.recu.fusion.Fusions;
import org.recu.fusion.Int16;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint16;
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
    OneBitLoop<TFloat32> loop = loop(form, activation.shape(), TFloat32.class);
    WeightCases cases = WeightCases.of(tf, activation, weight);
    Operand<TFloat32> counted =
        counted(
            tf,
            fusions,
            loop,
            cases.signs(),
            operands -> loop.of(tf, fusions, operands, LoopEnd.none(TFloat32.class)));
    Operand<T> convolved =
        new ConvolutionOps(form)
            .of(
                tf,
                tf.dtypes.cast(tf.math.sign(cases.numbers().activation()), type),
                tf.dtypes.cast(cases.numbers().weight(), type));
    return tf.ensureShape(
        WeightCases.merged(tf, tf.dtypes.cast(counted, type), convolved, type), loop.output());
  }

  /**
   * The same sums in 16 bits, which hold them. Those of a weight that is not a number are any
   * numbers.
   *
   * @param blocks of the sums
   */
  static OneBitLoop.WithBlocks int16(
      Ops tf,
      Fusions fusions,
      Convolution form,
      Operand<TFloat32> activation,
      Operand<TFloat32> weight,
      PixelBlocks blocks) {
    OneBitLoop<TUint16> loop = loop(form, activation.shape(), TUint16.class);
    WeightCases cases = WeightCases.of(tf, activation, weight);
    OneBitLoop.WithBlocks counted =
        counted(
            tf,
            fusions,
            loop,
            cases.signs(),
            operands ->
                operands.more().isPresent()
                    ? withBlocksApart(tf, fusions, loop, operands, blocks)
                    : loop.withBlocks(tf, fusions, operands, blocks));
    Operand<TUint16> convolved =
        Int16.of(
            tf,
            new ConvolutionOps(form)
                .of(tf, tf.math.sign(cases.numbers().activation()), cases.numbers().weight()));
    return new OneBitLoop.WithBlocks(
        tf.ensureShape(
            WeightCases.merged(tf, counted.sums(), convolved, TUint16.class), loop.output()),
        counted.blocks().or(tf, blocks.each(tf, convolved)));
  }

  /** By a function of their own: one more loop that adds to others takes longer to compile. */
  private static OneBitLoop.WithBlocks withBlocksApart(
      Ops tf,
      Fusions fusions,
      OneBitLoop<TUint16> loop,
      OneBitOperands<TUint16> operands,
      PixelBlocks blocks) {
    Operand<TUint16> sums = loop.of(tf, fusions, operands, LoopEnd.none(TUint16.class));
    return new OneBitLoop.WithBlocks(sums, blocks.of(tf, fusions, sums));
  }

  private static <T extends TNumber, R> R counted(
      Ops tf,
      Fusions fusions,
      OneBitLoop<T> loop,
      WeightCases.Operands operands,
      Function<OneBitOperands<T>, R> last) {
    Operand<TInt64> bits =
        new WeightPlane(loop.layout(), loop.form().filters()).of(tf, fusions, operands.weight());
    return counted(tf, fusions, loop, operands.activation(), bits, Optional.empty(), last);
  }

  /**
   * The loop that a convolution consists of, or each of several.
   *
   * @param input (batch, height, width, channels); all but the batch known
   * @param type of the sums
   */
  static <T extends TNumber> OneBitLoop<T> loop(Convolution form, Shape input, Class<T> type) {
    BitLayout layout = new BitLayout((int) input.get(3), form.kernel() * form.kernel());
    Shape output =
        Shape.of(
            input.get(0),
            form.outputSize(input.get(1)),
            form.outputSize(input.get(2)),
            form.filters());
    int together = layout.words() * layout.terms() <= TERMS ? layout.words() : 1;
    return new OneBitLoop<>(form, layout, output, together, type);
  }

  /**
   * Adds the loops.
   *
   * @param tf where they go
   * @param fusions of the same graph, compiled
   * @param activation whose signs are convolved: (batch, height, width, channels); all but the
   *     batch known
   * @param weights which are +1: (terms, words of a pixel, filters)
   * @param known which are not 0, where some are; shaped as the weights
   * @param last adds the last loop, given what it reads
   * @return what that gives
   */
  static <T extends TNumber, R> R counted(
      Ops tf,
      Fusions fusions,
      OneBitLoop<T> loop,
      Operand<TFloat32> activation,
      Operand<TInt64> weights,
      Optional<Operand<TInt64>> known,
      Function<OneBitOperands<T>, R> last) {
    int padding = loop.form().padding();
    if (loop.words() == loop.layout().words()) {
      OneBitOperands.Signs signs = new OneBitOperands.Unpacked(activation, padding);
      return last.apply(new OneBitOperands<>(signs, weights, known, Optional.empty()));
    }
    SignPlanes planes = SignPlanes.of(tf, fusions, activation, padding);
    int end = loop.layout().words() - loop.words();
    Optional<Operand<T>> sums = Optional.empty();
    for (int word = 0; word < end; word += loop.words()) {
      OneBitOperands<T> some = some(tf, loop, planes, weights, known, word, sums);
      sums = Optional.of(loop.of(tf, fusions, some, LoopEnd.none(loop.type())));
    }
    return last.apply(some(tf, loop, planes, weights, known, end, sums));
  }

  /**
   * What one of several loops reads.
   *
   * @param word of a pixel, its first
   * @param sums of the loops before
   */
  private static <T extends TNumber> OneBitOperands<T> some(
      Ops tf,
      OneBitLoop<T> loop,
      SignPlanes planes,
      Operand<TInt64> weights,
      Optional<Operand<TInt64>> known,
      int word,
      Optional<Operand<T>> sums) {
    SignPlanes signs =
        new SignPlanes(
            words(tf, planes.positive(), 3, word, loop.words()),
            words(tf, planes.known(), 3, word, loop.words()));
    return new OneBitOperands<>(
        new OneBitOperands.Packed(signs),
        words(tf, weights, 1, word, loop.words()),
        known.map(plane -> words(tf, plane, 1, word, loop.words())),
        sums);
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
