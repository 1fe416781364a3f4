package org.recu.lowering;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
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
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The transforms of {@link WinogradGradients} as compiled functions of a graph, each over a share
 * of the batch. They compute in float32, whatever they read and write.
 *
 * @param type that they read and write: float32 or bfloat16; the products' sums are float32
 * @param ofInput transforms the convolution's input
 * @param ofUpstream transforms the upstream gradient, for the input's gradient
 * @param ofGradient transforms the upstream gradient, for the filters' gradient
 * @param ofTurned transforms the filters
 * @param toInput transforms products to the input's gradient
 * @param toFilters transforms the products' sums to the filters' gradient
 */
record WinogradFunctions<T extends TFloating>(
    Class<T> type,
    CompiledFunction ofInput,
    CompiledFunction ofUpstream,
    CompiledFunction ofGradient,
    CompiledFunction ofTurned,
    CompiledFunction toInput,
    CompiledFunction toFilters) {

  /** Pixels of a tile that are its own. */
  private static final long OWN_PIXELS = 4;

  /**
   * Defines the transforms.
   *
   * @param fusions of the graph, compiled
   * @param form of the convolution
   * @param input (batch, height, width, channels); all but the batch known
   * @param shares into which the batch is divided
   * @param type that they read and write: float32 or bfloat16
   */
  static <T extends TFloating> WinogradFunctions<T> define(
      Fusions fusions, Convolution form, Shape input, WinogradShares shares, Class<T> type) {
    long height = input.get(1);
    long width = input.get(2);
    long channels = input.get(3);
    long filters = form.filters();
    Shape images = Shape.of(Shape.UNKNOWN_SIZE, height, width, channels);
    Shape gradients = Shape.of(Shape.UNKNOWN_SIZE, height, width, filters);
    Rows share = new Rows(1, shares.number());
    Rows tilesOfShare = new Rows(height * width / OWN_PIXELS, shares.number());
    Argument image = new Argument(type, images, share);
    Argument gradient = new Argument(type, gradients, share);
    Argument weight = new Argument(type, Shape.of(form.kernel(), form.kernel(), channels, filters));
    Argument tiles = new Argument(type, Shape.of(Shape.UNKNOWN_SIZE, channels), tilesOfShare);
    // Of several shares, sums.
    Argument products =
        new Argument(shares.number() == 1 ? type : TFloat32.class, Shape.of(channels, filters));
    return new WinogradFunctions<>(
        type,
        split(fusions, "tiles", image, WinogradTransforms::ofImage),
        split(fusions, "tiles", gradient, WinogradTransforms::ofImage),
        split(fusions, "gradient_tiles", gradient, WinogradTransforms::ofGradient),
        split(fusions, "turned_filters", weight, WinogradTransforms::ofTurned),
        joined(fusions, name("image", image), tiles, type, (to, in) -> to.image(in, images)),
        joined(
            fusions,
            name("filters", products),
            products,
            TFloat32.class,
            WinogradTransforms::filters));
  }

  private static CompiledFunction split(
      Fusions fusions,
      String name,
      Argument argument,
      BiFunction<WinogradTransforms, Operand<TFloat32>, List<Operand<TFloat32>>> transform) {
    return fusions.function(
        name(name, argument),
        List.of(argument),
        (tf, in) ->
            transform.apply(WinogradTransforms.in(tf), wide(tf, in.get(0))).stream()
                .<Operand<?>>map(place -> tf.dtypes.cast(place, argument.type()))
                .toList());
  }

  private static CompiledFunction joined(
      Fusions fusions,
      String name,
      Argument place,
      Class<? extends TFloating> result,
      BiFunction<WinogradTransforms, List<Operand<TFloat32>>, Operand<TFloat32>> transform) {
    return fusions.function(
        name,
        Collections.nCopies(WinogradTransforms.PLACES, place),
        (tf, in) ->
            List.of(
                tf.dtypes.cast(
                    transform.apply(
                        WinogradTransforms.in(tf),
                        in.stream().map(value -> wide(tf, value)).toList()),
                    result)));
  }

  private static Operand<TFloat32> wide(Ops tf, Output<?> value) {
    return tf.dtypes.cast(value, TFloat32.class);
  }

  private static String name(String of, Argument argument) {
    StringBuilder name = new StringBuilder("winograd_").append(of);
    if (argument.type() != TFloat32.class) {
      name.append('_').append(argument.type().getSimpleName().toLowerCase(Locale.ROOT));
    }
    for (long size : argument.shape().asArray()) {
      name.append(size < 0 ? "_n" : "_" + size);
    }
    return name.append("_of_").append(argument.rows().shares()).toString();
  }

  /**
   * Adds a call of one of the functions.
   *
   * @param tf where it goes
   * @return the matrices of each place, or the gradient alone
   */
  List<Operand<T>> call(Ops tf, CompiledFunction function, List<Operand<T>> operands) {
    return function.call(tf, operands).stream()
        .<Operand<T>>map(value -> value.expect(type))
        .toList();
  }
}
