package org.recu.lowering;

import static org.recu.lowering.WinogradFunctions.float32;

import java.util.ArrayList;
import java.util.List;
import org.recu.fusion.Fusions;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * The gradients of a wide 3x3 convolution by Winograd's minimal filtering: 16 multiplications for
 * each 2x2 pixels, channel and filter, where a convolution has 36. A place of the transformed tiles
 * is multiplied by one matrix product. Narrow layers would lose in the transforms what they save
 * (docs/performance-notes.md).
 *
 * @param input shape of the convolution's input: (-1, height, width, channels)
 * @param shares into which the batch is divided
 * @param transforms of a share
 */
record WinogradGradients(Shape input, WinogradShares shares, WinogradFunctions transforms) {

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
   */
  static WinogradGradients define(Fusions fusions, Convolution form, Shape input) {
    WinogradShares shares = WinogradShares.of(input, form.filters());
    return new WinogradGradients(
        Shape.of(Shape.UNKNOWN_SIZE, input.get(1), input.get(2), input.get(3)),
        shares,
        WinogradFunctions.define(fusions, form, input, shares));
  }

  /**
   * Adds the gradient for the convolution's input to a backward pass.
   *
   * @param weight (3, 3, channels, filters)
   * @param upstream (batch, height, width, filters)
   * @return (batch, height, width, channels)
   */
  Operand<TFloat32> forInput(Ops tf, Operand<TFloat32> weight, Operand<TFloat32> upstream) {
    List<Operand<TFloat32>> filters = float32(transforms.ofTurned().call(tf, List.of(weight)));
    List<Operand<TFloat32>> all = new ArrayList<>();
    for (Operand<TFloat32> share : shares.of(tf, upstream)) {
      List<Operand<TFloat32>> tiles =
          float32(transforms.ofUpstream().call(tf, List.of(after(tf, all, share))));
      List<Operand<TFloat32>> products = new ArrayList<>();
      for (int place = 0; place < WinogradTransforms.PLACES; place++) {
        products.add(
            tf.linalg.matMul(tiles.get(place), filters.get(place), MatMul.transposeB(true)));
      }
      all.add(float32(transforms.toInput().call(tf, products)).get(0));
    }
    return tf.ensureShape(all.size() == 1 ? all.get(0) : tf.concat(all, tf.constant(0)), input);
  }

  /**
   * Adds the gradient for the filters to a backward pass.
   *
   * @param values (batch, height, width, channels): the convolution's input
   * @param upstream (batch, height, width, filters)
   * @return (3, 3, channels, filters)
   */
  Operand<TFloat32> forFilters(Ops tf, Operand<TFloat32> values, Operand<TFloat32> upstream) {
    List<Operand<TFloat32>> inputs = shares.of(tf, values);
    List<Operand<TFloat32>> gradients = shares.of(tf, upstream);
    List<Operand<TFloat32>> sums = List.of();
    for (int share = 0; share < shares.number(); share++) {
      List<Operand<TFloat32>> tiles =
          float32(transforms.ofInput().call(tf, List.of(after(tf, sums, inputs.get(share)))));
      List<Operand<TFloat32>> gradient =
          float32(transforms.ofGradient().call(tf, List.of(after(tf, sums, gradients.get(share)))));
      List<Operand<TFloat32>> next = new ArrayList<>();
      for (int place = 0; place < WinogradTransforms.PLACES; place++) {
        Operand<TFloat32> product =
            tf.linalg.matMul(tiles.get(place), gradient.get(place), MatMul.transposeA(true));
        next.add(sums.isEmpty() ? product : tf.math.add(sums.get(place), product));
      }
      sums = next;
    }
    return float32(transforms.toFilters().call(tf, sums)).get(0);
  }

  /** A share that waits for the last of what the share before it gave. */
  private static Operand<TFloat32> after(
      Ops tf, List<Operand<TFloat32>> before, Operand<TFloat32> share) {
    return before.isEmpty()
        ? share
        : Awaiting.of(tf, share, before.get(before.size() - 1)).expect(TFloat32.class);
  }
}
