package org.recu.lowering;

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
import org.tensorflow.types.TFloat32;

/**
 * The transforms of {@link WinogradGradients} as compiled functions of a graph, each over a share
 * of the batch.
 *
 * @param ofInput transforms the convolution's input
 * @param ofUpstream transforms the upstream gradient, for the input's gradient
 * @param ofGradient transforms the upstream gradient, for the filters' gradient
 * @param ofTurned transforms the filters
 * @param toInput transforms products to the input's gradient
 * @param toFilters transforms the products' sums to the filters' gradient
 */
record WinogradFunctions(
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
   */
  static WinogradFunctions define(
      Fusions fusions, Convolution form, Shape input, WinogradShares shares) {
    long height = input.get(1);
    long width = input.get(2);
    long channels = input.get(3);
    long filters = form.filters();
    Shape images = Shape.of(Shape.UNKNOWN_SIZE, height, width, channels);
    Shape gradients = Shape.of(Shape.UNKNOWN_SIZE, height, width, filters);
    Rows share = new Rows(1, shares.number());
    Rows tilesOfShare = new Rows(height * width / OWN_PIXELS, shares.number());
    Argument image = new Argument(TFloat32.class, images, share);
    Argument gradient = new Argument(TFloat32.class, gradients, share);
    Argument weight =
        new Argument(TFloat32.class, Shape.of(form.kernel(), form.kernel(), channels, filters));
    Argument tiles =
        new Argument(TFloat32.class, Shape.of(Shape.UNKNOWN_SIZE, channels), tilesOfShare);
    Argument products = new Argument(TFloat32.class, Shape.of(channels, filters));
    return new WinogradFunctions(
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
        (tf, in) -> transform.apply(WinogradTransforms.in(tf), in.get(0).expect(TFloat32.class)));
  }

  private static CompiledFunction joined(
      Fusions fusions,
      String name,
      Argument place,
      BiFunction<WinogradTransforms, List<Operand<TFloat32>>, Operand<TFloat32>> transform) {
    return fusions.function(
        name,
        Collections.nCopies(WinogradTransforms.PLACES, place),
        (tf, in) -> List.of(transform.apply(WinogradTransforms.in(tf), float32(in))));
  }

  private static String name(String of, Argument argument) {
    StringBuilder name = new StringBuilder("winograd_").append(of);
    for (long size : argument.shape().asArray()) {
      name.append(size < 0 ? "_n" : "_" + size);
    }
    return name.append("_of_").append(argument.rows().shares()).toString();
  }

  /** The results of a function, or its operands. */
  static List<Operand<TFloat32>> float32(List<Output<?>> values) {
    return values.stream().<Operand<TFloat32>>map(value -> value.expect(TFloat32.class)).toList();
  }
}
