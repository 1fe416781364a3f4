package org.recu.lowering;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.recu.fusion.CompiledFunction;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.CompiledFunction.Rows;
import org.recu.fusion.Fusions;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The gradients of a wide 3x3 convolution by Winograd's minimal filtering: 16 multiplications for
 * each 2x2 pixels, channel and filter, where a convolution has 36. A place of the transformed tiles
 * is multiplied by one matrix product. Narrow layers would lose in the transforms what they save
 * (docs/performance.md).
 *
 * <p>Transformed tiles have four times as many numbers as the pixels. So the batch is computed in
 * shares, one after the other.
 *
 * @param shares into which the batch is divided
 * @param input shape of the convolution's input: (-1, height, width, channels)
 * @param ofInput transforms a share of the input
 * @param ofUpstream transforms a share of the upstream gradient, for the input's gradient
 * @param ofGradient transforms a share of the upstream gradient, for the filters' gradient
 * @param ofTurned transforms the filters
 * @param toInput transforms products to a share of the input's gradient
 * @param toFilters transforms the products' sums to the filters' gradient
 */
record WinogradGradients(
    int shares,
    Shape input,
    CompiledFunction ofInput,
    CompiledFunction ofUpstream,
    CompiledFunction ofGradient,
    CompiledFunction ofTurned,
    CompiledFunction toInput,
    CompiledFunction toFilters) {

  /** Layers with fewer channels or filters do without. */
  private static final int LEAST_CHANNELS = 128;

  /** Numbers of an activation, of one image, in a share for itself; wider ones have more shares. */
  private static final long NUMBERS_OF_SHARE = 16_384;

  /** The most shares: each is some hundred ops of the graph. */
  private static final long MOST_SHARES = 8;

  private static final int KERNEL = 3;

  /** Pixels of a tile that are its own. */
  private static final long OWN_PIXELS = 4;

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
    long pixels = input.get(1) * input.get(2);
    long channels = input.get(3);
    long filters = form.filters();
    long wanted = pixels * Math.max(channels, filters) / NUMBERS_OF_SHARE;
    int shares = (int) Math.max(1, Math.min(wanted, MOST_SHARES));
    Shape images = Shape.of(Shape.UNKNOWN_SIZE, input.get(1), input.get(2), channels);
    Argument image = new Argument(TFloat32.class, images, new Rows(1, shares));
    Argument gradient =
        new Argument(
            TFloat32.class,
            Shape.of(Shape.UNKNOWN_SIZE, input.get(1), input.get(2), filters),
            image.rows());
    Argument weight = new Argument(TFloat32.class, Shape.of(KERNEL, KERNEL, channels, filters));
    Argument tiles =
        new Argument(
            TFloat32.class,
            Shape.of(Shape.UNKNOWN_SIZE, channels),
            new Rows(pixels / OWN_PIXELS, shares));
    Argument products = new Argument(TFloat32.class, Shape.of(channels, filters));
    return new WinogradGradients(
        shares,
        images,
        split(fusions, "tiles", image, WinogradTransforms::ofImage),
        split(fusions, "tiles", gradient, WinogradTransforms::ofImage),
        split(fusions, "gradient_tiles", gradient, WinogradTransforms::ofGradient),
        split(fusions, "turned_filters", weight, WinogradTransforms::ofTurned),
        joined(fusions, name("image", image), tiles, (to, in) -> to.image(in, images)),
        joined(fusions, name("filters", products), products, WinogradTransforms::filters));
  }

  private static CompiledFunction split(
      Fusions fusions,
      String name,
      Argument argument,
      BiFunction<WinogradTransforms, Operand<TFloat32>, List<Operand<TFloat32>>> transform) {
    return fusions.function(
        name(name, argument),
        List.of(argument),
        (tf, in) -> transform.apply(new WinogradTransforms(tf), in.get(0).expect(TFloat32.class)));
  }

  private static CompiledFunction joined(
      Fusions fusions,
      String name,
      Argument place,
      BiFunction<WinogradTransforms, List<Operand<TFloat32>>, Operand<TFloat32>> transform) {
    return fusions.function(
        name,
        Collections.nCopies(WinogradTransforms.PLACES, place),
        (tf, in) -> List.of(transform.apply(new WinogradTransforms(tf), float32(in))));
  }

  private static String name(String of, Argument argument) {
    StringBuilder name = new StringBuilder("winograd_").append(of);
    for (long size : argument.shape().asArray()) {
      name.append(size < 0 ? "_n" : "_" + size);
    }
    return name.append("_of_").append(argument.rows().shares()).toString();
  }

  private static List<Operand<TFloat32>> float32(List<Output<?>> values) {
    return values.stream().<Operand<TFloat32>>map(value -> value.expect(TFloat32.class)).toList();
  }

  /**
   * Adds the gradient for the convolution's input to a backward pass.
   *
   * @param weight (3, 3, channels, filters)
   * @param upstream (batch, height, width, filters)
   * @return (batch, height, width, channels)
   */
  Operand<TFloat32> forInput(Ops tf, Operand<TFloat32> weight, Operand<TFloat32> upstream) {
    List<Operand<TFloat32>> filters = float32(ofTurned.call(tf, List.of(weight)));
    List<Operand<TFloat32>> all = new ArrayList<>();
    for (Operand<TFloat32> share : shares(tf, upstream)) {
      List<Operand<TFloat32>> tiles = float32(ofUpstream.call(tf, List.of(after(tf, all, share))));
      List<Operand<TFloat32>> products = new ArrayList<>();
      for (int place = 0; place < WinogradTransforms.PLACES; place++) {
        products.add(
            tf.linalg.matMul(tiles.get(place), filters.get(place), MatMul.transposeB(true)));
      }
      all.add(float32(toInput.call(tf, products)).get(0));
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
    List<Operand<TFloat32>> inputs = shares(tf, values);
    List<Operand<TFloat32>> gradients = shares(tf, upstream);
    List<Operand<TFloat32>> sums = List.of();
    for (int share = 0; share < shares; share++) {
      List<Operand<TFloat32>> tiles =
          float32(ofInput.call(tf, List.of(after(tf, sums, inputs.get(share)))));
      List<Operand<TFloat32>> gradient =
          float32(ofGradient.call(tf, List.of(after(tf, sums, gradients.get(share)))));
      List<Operand<TFloat32>> next = new ArrayList<>();
      for (int place = 0; place < WinogradTransforms.PLACES; place++) {
        Operand<TFloat32> product =
            tf.linalg.matMul(tiles.get(place), gradient.get(place), MatMul.transposeA(true));
        next.add(sums.isEmpty() ? product : tf.math.add(sums.get(place), product));
      }
      sums = next;
    }
    return float32(toFilters.call(tf, sums)).get(0);
  }

  /** A share that waits for the last of what the share before it gave. */
  private static Operand<TFloat32> after(
      Ops tf, List<Operand<TFloat32>> before, Operand<TFloat32> share) {
    return before.isEmpty()
        ? share
        : Awaiting.of(tf, share, before.get(before.size() - 1)).expect(TFloat32.class);
  }

  private List<Operand<TFloat32>> shares(Ops tf, Operand<TFloat32> batch) {
    if (shares == 1) {
      return List.of(batch);
    }
    Operand<TInt32> images =
        tf.slice(tf.shape(batch), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    Operand<TInt32> axis = tf.constant(0);
    List<Operand<TFloat32>> all = new ArrayList<>();
    for (int share = 0; share < shares; share++) {
      Operand<TInt32> begin = begin(tf, images, share);
      Operand<TInt32> size = tf.math.sub(begin(tf, images, share + 1), begin);
      all.add(
          tf.slice(
              batch,
              tf.concat(List.of(begin, tf.constant(new int[] {0, 0, 0})), axis),
              tf.concat(List.of(size, tf.constant(new int[] {-1, -1, -1})), axis)));
    }
    return all;
  }

  private Operand<TInt32> begin(Ops tf, Operand<TInt32> images, int share) {
    return tf.math.div(tf.math.mul(images, tf.constant(share)), tf.constant(shares));
  }
}
