package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The transforms of Winograd's minimal filtering F(2x2, 3x3): A. Lavin and S. Gray, "Fast
 * Algorithms for Convolutional Neural Networks", 2016, section 4.1, whose matrices A, B and G these
 * are.
 *
 * <p>An image is cut into tiles of 4x4 pixels, one for each 2x2 pixels of a convolution's result,
 * so that they overlap by two. A transformed tile has {@value #PLACES} places. They come one by
 * one, row by row, each as a matrix over all tiles: in this form the compiler makes plain loops of
 * them, and each place takes part in a matrix product of its own.
 *
 * @param tf where the ops go
 * @param tiles of the same ops
 */
record WinogradTransforms(Ops tf, WinogradTiles tiles) {

  /** Numbers of a transformed tile. */
  static final int PLACES = 16;

  private static final int TILE = 4;
  private static final int KERNEL = 3;

  /** Transforms whose ops go there. */
  static WinogradTransforms in(Ops tf) {
    return new WinogradTransforms(tf, new WinogradTiles(tf));
  }

  /** One row or column of a tile, before and after. */
  private interface Line extends UnaryOperator<List<Operand<TFloat32>>> {}

  /** What there is in a row and a column. */
  private interface Grid {
    Operand<TFloat32> at(int row, int column);
  }

  /**
   * The tiles of an image that is padded with zeros: BᵀdB.
   *
   * @param image (batch, height, width, channels); height and width even
   * @return of each place (tiles, channels)
   */
  List<Operand<TFloat32>> ofImage(Operand<TFloat32> image) {
    Shape shape = image.shape();
    Operand<TFloat32> padded =
        tf.pad(image, tf.constant(new int[][] {{0, 0}, {1, 1}, {1, 1}, {0, 0}}), tf.constant(0f));
    return tiles.matrices(
        transformed(
            TILE,
            (row, column) -> tiles.pixels(padded, row, column, shape),
            in ->
                List.of(
                    tf.math.sub(in.get(0), in.get(2)),
                    tf.math.add(in.get(1), in.get(2)),
                    tf.math.sub(in.get(2), in.get(1)),
                    tf.math.sub(in.get(1), in.get(3)))),
        shape.get(3));
  }

  /**
   * The tiles of a gradient of the convolution's result: AgAᵀ, the transpose of {@link #image}.
   *
   * @param gradient (batch, height, width, filters); height and width even
   * @return of each place (tiles, filters)
   */
  List<Operand<TFloat32>> ofGradient(Operand<TFloat32> gradient) {
    Shape shape = gradient.shape();
    return tiles.matrices(
        transformed(
            WinogradTiles.STEP,
            (row, column) -> tiles.pixels(gradient, row, column, shape),
            in ->
                List.of(
                    in.get(0),
                    tf.math.add(in.get(0), in.get(1)),
                    tf.math.sub(in.get(0), in.get(1)),
                    tf.math.neg(in.get(1)))),
        shape.get(3));
  }

  /**
   * The filters, turned by half a circle as the gradient of a convolution's input has them: GwGᵀ.
   *
   * @param weight (3, 3, channels, filters)
   * @return of each place (channels, filters); exact, where the weights are signs
   */
  List<Operand<TFloat32>> ofTurned(Operand<TFloat32> weight) {
    return transformed(
        KERNEL,
        (row, column) ->
            tf.reshape(
                tf.slice(
                    weight,
                    tf.constant(new int[] {KERNEL - 1 - row, KERNEL - 1 - column, 0, 0}),
                    tf.constant(new int[] {1, 1, -1, -1})),
                tf.constant(new long[] {weight.shape().get(2), weight.shape().get(3)})),
        in -> {
          Operand<TFloat32> outer = tf.math.add(in.get(0), in.get(2));
          return List.of(
              in.get(0),
              half(tf.math.add(outer, in.get(1))),
              half(tf.math.sub(outer, in.get(1))),
              in.get(2));
        });
  }

  /**
   * The image of tiles: AᵀmA.
   *
   * @param places of each (tiles, channels)
   * @param shape of the image: (-1, height, width, channels)
   */
  Operand<TFloat32> image(List<Operand<TFloat32>> places, Shape shape) {
    long[] corners = {
      -1, shape.get(1) / WinogradTiles.STEP, shape.get(2) / WinogradTiles.STEP, shape.get(3)
    };
    List<Operand<TFloat32>> pixels =
        transformed(
            TILE,
            (row, column) -> tf.reshape(places.get(TILE * row + column), tf.constant(corners)),
            in ->
                List.of(
                    tf.math.add(tf.math.add(in.get(0), in.get(1)), in.get(2)),
                    tf.math.sub(tf.math.sub(in.get(1), in.get(2)), in.get(3))));
    return tf.reshape(
        tiles.stacked(pixels, WinogradTiles.STEP, 2, 3), tf.constant(shape.asArray()));
  }

  /**
   * The gradient of the filters: GᵀmG, the transpose of {@link #ofTurned} but for the turn.
   *
   * @param places of each (channels, filters)
   * @return (3, 3, channels, filters)
   */
  Operand<TFloat32> filters(List<Operand<TFloat32>> places) {
    List<Operand<TFloat32>> taps =
        transformed(
            TILE,
            (row, column) -> places.get(TILE * row + column),
            in -> {
              Operand<TFloat32> inner = half(tf.math.add(in.get(1), in.get(2)));
              return List.of(
                  tf.math.add(in.get(0), inner),
                  half(tf.math.sub(in.get(1), in.get(2))),
                  tf.math.add(inner, in.get(3)));
            });
    return tiles.stacked(taps, KERNEL, 0, 0);
  }

  /** A square of numbers of each tile, its columns transformed and then its rows; row by row. */
  private static List<Operand<TFloat32>> transformed(int side, Grid grid, Line line) {
    List<List<Operand<TFloat32>>> columns = new ArrayList<>();
    for (int column = 0; column < side; column++) {
      List<Operand<TFloat32>> pixels = new ArrayList<>();
      for (int row = 0; row < side; row++) {
        pixels.add(grid.at(row, column));
      }
      columns.add(line.apply(pixels));
    }
    List<Operand<TFloat32>> all = new ArrayList<>();
    for (int row = 0; row < columns.get(0).size(); row++) {
      int at = row;
      all.addAll(line.apply(columns.stream().map(column -> column.get(at)).toList()));
    }
    return all;
  }

  private Operand<TFloat32> half(Operand<TFloat32> value) {
    return tf.math.mul(value, tf.constant(0.5f));
  }
}
