package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
import org.recu.fusion.Fusions;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The gradients of a wide 3x3 convolution by Winograd's minimal filtering: 16 multiplications for
 * each 2x2 pixels, channel and filter, where a convolution has 36. A place of the transformed tiles
 * is multiplied by one matrix product. Narrow layers would lose in the transforms what they save
 * (docs/performance-notes.md).
 *
 * <p>In bfloat16 the transformed gradient and the products are rounded, and their sums over shares
 * are float32. Transformed signs are exact: numbers from -4 to 4 and quarters from -9 / 4 to 9 / 4.
 *
 * @param input shape of the convolution's input: (-1, height, width, channels)
 * @param shares into which the batch is divided
 * @param transforms of a share
 */
record WinogradGradients<T extends TFloating>(
    Shape input, WinogradShares shares, WinogradFunctions<T> transforms) {

  /** Layers with fewer channels or filters do without. */
  private static final int LEAST_CHANNELS = 128;

  private static final int KERNEL = 3;

  /**
   * Whether the gradients of a convolution are computed in this way.
   *
   * @param input (batch, height, width, channels)
   */
  static boolean fit(Convolution form, Shape input) {
    return form.kernel() == KERNEL
        && form.stride() == 1
        && form.padding() == 1
        && input.get(1) % 2 == 0
        && input.get(2) % 2 == 0
        && Math.min(input.get(3), form.filters()) >= LEAST_CHANNELS;
  }

  /**
   * Defines the transforms.
   *
   * @param fusions of the graph, compiled
   * @param form of the convolution; it {@linkplain #fit fits}
   * @param input (batch, height, width, channels); all but the batch known
   * @param type of signs, filters and upstream gradient: float32 or bfloat16
   */
  static <T extends TFloating> WinogradGradients<T> define(
      Fusions fusions, Convolution form, Shape input, Class<T> type) {
    WinogradShares shares = WinogradShares.of(input, form.filters(), type);
    return new WinogradGradients<>(
        Shape.of(Shape.UNKNOWN_SIZE, input.get(1), input.get(2), input.get(3)),
        shares,
        WinogradFunctions.define(fusions, form, input, shares, type));
  }

  /**
   * Adds the gradient for the convolution's input to a backward pass.
   *
   * @param weight (3, 3, channels, filters)
   * @param upstream (batch, height, width, filters)
   * @return (batch, height, width, channels)
   */
  Operand<T> forInput(Ops tf, Operand<T> weight, Operand<T> upstream) {
    List<Operand<T>> filters = transforms.call(tf, transforms.ofTurned(), List.of(weight));
    List<Operand<T>> all = new ArrayList<>();
    for (Operand<T> share : shares.of(tf, upstream)) {
      List<Operand<T>> tiles =
          transforms.call(tf, transforms.ofUpstream(), List.of(after(tf, all, share)));
      List<Operand<T>> products = new ArrayList<>();
      for (int place = 0; place < WinogradTransforms.PLACES; place++) {
        products.add(
            tf.linalg.matMul(tiles.get(place), filters.get(place), MatMul.transposeB(true)));
      }
      all.add(transforms.call(tf, transforms.toInput(), products).get(0));
    }
    return tf.ensureShape(all.size() == 1 ? all.get(0) : tf.concat(all, tf.constant(0)), input);
  }

  /**
   * Adds the gradient for the filters to a backward pass.
   *
   * @param values (batch, height, width, channels): the convolution's input
   * @param upstream (batch, height, width, filters)
   * @return (3, 3, channels, filters), float32
   */
  Operand<TFloat32> forFilters(Ops tf, Operand<T> values, Operand<T> upstream) {
    if (shares.number() == 1) {
      return filters(tf, products(tf, values, upstream));
    }
    List<Operand<T>> inputs = shares.of(tf, values);
    List<Operand<T>> gradients = shares.of(tf, upstream);
    List<Operand<TFloat32>> sums = List.of();
    for (int share = 0; share < shares.number(); share++) {
      List<Operand<T>> products =
          products(tf, after(tf, sums, inputs.get(share)), after(tf, sums, gradients.get(share)));
      List<Operand<TFloat32>> next = new ArrayList<>();
      for (int place = 0; place < WinogradTransforms.PLACES; place++) {
        Operand<TFloat32> product =
            ConvolutionGradients.as(tf, products.get(place), TFloat32.class);
        next.add(sums.isEmpty() ? product : tf.math.add(sums.get(place), product));
      }
      sums = next;
    }
    return filters(tf, sums);
  }

  private Operand<TFloat32> filters(Ops tf, List<? extends Operand<?>> sums) {
    return transforms.toFilters().call(tf, sums).get(0).expect(TFloat32.class);
  }

  /** Of a share, for the filters: one for each place. */
  private List<Operand<T>> products(Ops tf, Operand<T> values, Operand<T> upstream) {
    List<Operand<T>> tiles = transforms.call(tf, transforms.ofInput(), List.of(values));
    List<Operand<T>> gradient = transforms.call(tf, transforms.ofGradient(), List.of(upstream));
    List<Operand<T>> products = new ArrayList<>();
    for (int place = 0; place < WinogradTransforms.PLACES; place++) {
      products.add(
          tf.linalg.matMul(tiles.get(place), gradient.get(place), MatMul.transposeA(true)));
    }
    return products;
  }

  /** A share that waits for the last of what the share before it gave. */
  private Operand<T> after(Ops tf, List<? extends Operand<?>> before, Operand<T> share) {
    return before.isEmpty()
        ? share
        : Awaiting.of(tf, share, before.get(before.size() - 1)).expect(transforms.type());
  }
}
