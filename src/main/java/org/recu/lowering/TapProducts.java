package org.recu.lowering;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.recu.fusion.CompiledFunction;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The gradient for the filters of a wide convolution with a stride as matrix products, one for each
 * tap of the kernel: of the pixels that it sees, a row for each output, with the upstream gradient.
 * oneDNN's convolution for that gradient is slow with a stride, in bfloat16 above all. Narrow
 * layers would lose in the copies what they save (docs/performance-notes.md).
 *
 * @param type of input and upstream gradient: float32 or bfloat16
 * @param filter shape of the filters: (kernel, kernel, channels, filters)
 * @param seen of a padded input, for each tap (outputs, channels)
 * @param joined the products, (channels, filters) for each tap, as one tensor in float32
 */
record TapProducts<T extends TFloating>(
    Class<T> type, Shape filter, CompiledFunction seen, CompiledFunction joined) {

  /** Layers with fewer channels or filters do without. */
  private static final int LEAST_CHANNELS = 128;

  /**
   * Whether the filters' gradient of a convolution is computed in this way.
   *
   * @param input (batch, height, width, channels)
   */
  static boolean fit(Convolution form, Shape input) {
    return form.kernel() > 1
        && form.stride() > 1
        && Math.min(input.get(3), form.filters()) >= LEAST_CHANNELS;
  }

  /**
   * Defines the functions.
   *
   * @param fusions of the graph, compiled
   * @param form of the convolution; it {@linkplain #fit fits}
   * @param input (batch, height, width, channels); all but the batch known
   * @param type of input and upstream gradient: float32 or bfloat16
   */
  static <T extends TFloating> TapProducts<T> define(
      Fusions fusions, Convolution form, Shape input, Class<T> type) {
    long around = 2L * form.padding();
    long channels = input.get(3);
    Shape padded =
        Shape.of(Shape.UNKNOWN_SIZE, input.get(1) + around, input.get(2) + around, channels);
    Shape filter = Shape.of(form.kernel(), form.kernel(), channels, form.filters());
    Argument product = new Argument(type, Shape.of(channels, form.filters()));
    String name =
        "taps_%s_%dx%dx%d".formatted(type.getSimpleName(), form.kernel(), channels, form.filters());
    return new TapProducts<>(
        type,
        filter,
        fusions.function(
            "seen_by_%s_of_%dx%d_by_%d".formatted(name, input.get(1), input.get(2), form.stride()),
            List.of(new Argument(type, padded)),
            (tf, in) -> seen(tf, in.get(0).expect(type), form, padded)),
        fusions.function(
            "joined_" + name,
            Collections.nCopies(form.kernel() * form.kernel(), product),
            (tf, in) -> List.of(joined(tf, in, filter))));
  }

  private static List<Operand<?>> seen(
      Ops tf, Operand<? extends TFloating> padded, Convolution form, Shape shape) {
    int beyond = form.kernel() - 1;
    List<Operand<?>> taps = new ArrayList<>();
    for (int row = 0; row <= beyond; row++) {
      for (int column = 0; column <= beyond; column++) {
        int[] end = {0, (int) shape.get(1) - beyond + row, (int) shape.get(2) - beyond + column, 0};
        Operand<? extends TFloating> pixels =
            tf.stridedSlice(
                padded,
                tf.constant(new int[] {0, row, column, 0}),
                tf.constant(end),
                tf.constant(new int[] {1, form.stride(), form.stride(), 1}),
                StridedSlice.beginMask(0b1001L),
                StridedSlice.endMask(0b1001L));
        taps.add(tf.reshape(pixels, tf.constant(new long[] {-1, shape.get(3)})));
      }
    }
    return taps;
  }

  private static Operand<TFloat32> joined(Ops tf, List<Output<?>> products, Shape filter) {
    List<Operand<TFloat32>> taps =
        products.stream()
            .<Operand<TFloat32>>map(product -> tf.dtypes.cast(product, TFloat32.class))
            .toList();
    return tf.reshape(tf.stack(taps), tf.constant(filter.asArray()));
  }

  /**
   * Adds the gradient to a backward pass.
   *
   * @param padded (batch, padded height, padded width, channels): the convolution's input
   * @param upstream (batch, out height, out width, filters)
   * @return (kernel, kernel, channels, filters)
   */
  Operand<TFloat32> of(Ops tf, Operand<T> padded, Operand<T> upstream) {
    Operand<T> gradient = tf.reshape(upstream, tf.constant(new long[] {-1, filter.get(3)}));
    List<Operand<T>> products = new ArrayList<>();
    for (Output<?> pixels : seen.call(tf, List.of(padded))) {
      products.add(tf.linalg.matMul(pixels.expect(type), gradient, MatMul.transposeA(true)));
    }
    return joined.call(tf, products).get(0).expect(TFloat32.class);
  }
}
