package org.recu.lowering;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.SplitV;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/**
 * A convolution of signs with signs on a processor that multiplies bfloat16 by tiles: the same
 * numbers as in float32, in less time.
 *
 * <p>Products of -1, 0 and +1 are exact in bfloat16, and the processor sums them in float32, but
 * the result is rounded to bfloat16, which represents whole numbers only up to 256. So the input
 * channels are convolved in parts of at most 256 products an output (28 channels for a 3x3 kernel),
 * whose results are exact, and the parts are added in float32. They have no gradient of their own
 * ({@link ConvolutionGradients}).
 */
final class WholeSums {

  /** Whole numbers up to here are exact in bfloat16, which has 8 bits. */
  private static final int LARGEST_EXACT = 256;

  private static final int CHANNELS = 3;

  private WholeSums() {}

  /**
   * Adds the convolution.
   *
   * @param tf where it goes
   * @param fusions of the same graph, compiled
   * @param geometry of the convolution
   * @param signs (batch, height, width, channels), float32, each -1, 0 or +1
   * @param weight (kernel, kernel, channels, filters), float32, each -1, 0 or +1
   * @return (batch, out height, out width, filters), whole numbers in float32
   */
  static Operand<TFloat32> of(
      Ops tf,
      Fusions fusions,
      Convolution geometry,
      Operand<TFloat32> signs,
      Operand<TFloat32> weight) {
    ConvolutionOps form = new ConvolutionOps(geometry);
    Shape shape = signs.shape();
    Shape output =
        Shape.of(
            shape.get(0),
            geometry.outputSize(shape.get(1)),
            geometry.outputSize(shape.get(2)),
            geometry.filters());
    return tf.ensureShape(
        added(tf, fusions, parts(tf, form, form.padded(tf, signs), weight), output), output);
  }

  private static List<Operand<TBfloat16>> parts(
      Ops tf, ConvolutionOps form, Operand<TFloat32> signs, Operand<TFloat32> weight) {
    Shape kernel = weight.shape();
    int[] widths = widths((int) kernel.get(2), (int) (kernel.get(0) * kernel.get(1)));
    List<? extends Operand<TBfloat16>> inputs = split(tf, signs, widths, CHANNELS);
    List<? extends Operand<TBfloat16>> filters = split(tf, weight, widths, CHANNELS - 1);
    List<Operand<TBfloat16>> parts = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      parts.add(form.convolved(tf, inputs.get(i), filters.get(i)));
    }
    return parts;
  }

  /** The channels of each part: about the same number, and few enough for exact sums. */
  static int[] widths(int channels, int kernel) {
    int most = LARGEST_EXACT / kernel;
    int parts = (channels + most - 1) / most;
    return IntStream.range(0, parts)
        .map(part -> channels * (part + 1) / parts - channels * part / parts)
        .toArray();
  }

  private static List<? extends Operand<TBfloat16>> split(
      Ops tf, Operand<TFloat32> values, int[] widths, int axis) {
    Operand<TBfloat16> cast = tf.dtypes.cast(values, TBfloat16.class);
    if (widths.length == 1) {
      return List.of(cast);
    }
    SplitV<TBfloat16> split =
        tf.splitV(cast, tf.constant(widths), tf.constant(axis), (long) widths.length);
    return split.output();
  }

  private static Operand<TFloat32> added(
      Ops tf, Fusions fusions, List<Operand<TBfloat16>> parts, Shape output) {
    if (parts.size() == 1) {
      return tf.dtypes.cast(parts.get(0), TFloat32.class);
    }
    return fusions
        .function(
            "sum_of_%d_%dx%dx%d"
                .formatted(parts.size(), output.get(1), output.get(2), output.get(3)),
            Collections.nCopies(parts.size(), new Argument(TBfloat16.class, output)),
            (ops, operands) -> List.of(sum(ops, operands)))
        .call(tf, parts)
        .get(0)
        .expect(TFloat32.class);
  }

  private static Operand<TFloat32> sum(Ops tf, List<Output<?>> parts) {
    return parts.stream()
        .<Operand<TFloat32>>map(
            part -> tf.dtypes.cast(part.expect(TBfloat16.class), TFloat32.class))
        .reduce(tf.math::add)
        .orElseThrow();
  }
}
