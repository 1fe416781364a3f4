package org.recu.graph;

import java.util.List;
import org.recu.image.Normalization;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Where images enter a graph, as bytes, and become normalised numbers: {@code (pixel / 255 - mean)
 * / std} for each colour.
 *
 * @param pixels (batch, size, size, 3), uint8, RGB: what is fed
 * @param normalized (batch, size, size, 3), float32
 * @param normalization of the images
 */
public record ImageInput(
    Operand<TUint8> pixels, Operand<TFloat32> normalized, Normalization normalization) {

  /**
   * Adds the input to a graph.
   *
   * @param tf where it goes
   * @param name of the placeholder
   * @param size height and width of the images
   * @param normalization of the images
   */
  public static ImageInput create(Ops tf, String name, int size, Normalization normalization) {
    Operand<TUint8> pixels =
        tf.withName(name).placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, size, size, 3)));
    return of(tf, pixels, normalization);
  }

  /**
   * Adds an input that need not be fed.
   *
   * @param tf where it goes
   * @param name of the placeholder
   * @param otherwise the images where none are fed: (batch, size, size, 3), uint8, RGB
   * @param normalization of the images
   */
  public static ImageInput orElse(
      Ops tf, String name, Operand<TUint8> otherwise, Normalization normalization) {
    return of(
        tf, tf.withName(name).placeholderWithDefault(otherwise, otherwise.shape()), normalization);
  }

  /**
   * Normalises images that are in the graph.
   *
   * @param tf where the ops go
   * @param pixels (batch, size, size, 3), uint8, RGB
   * @param normalization of the images
   */
  public static ImageInput of(Ops tf, Operand<TUint8> pixels, Normalization normalization) {
    Operand<TFloat32> shifted =
        tf.math.sub(
            tf.dtypes.cast(pixels, TFloat32.class), tf.constant(scaled(normalization.mean())));
    // TensorFlow's graph rewriting, where it is on, turns a plain division by a constant into a
    // multiplication, which rounds otherwise; this op divides to the same bits and stays.
    return new ImageInput(
        pixels,
        tf.math.divNoNan(shifted, tf.constant(scaled(normalization.standardDeviation()))),
        normalization);
  }

  /** What is subtracted from each colour, from 0 to 255. */
  public float[] means() {
    return scaled(normalization.mean());
  }

  /** What each colour is divided by then. */
  public float[] deviations() {
    return scaled(normalization.standardDeviation());
  }

  private static float[] scaled(List<Double> colours) {
    float[] levels = new float[colours.size()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (float) (255 * colours.get(i));
    }
    return levels;
  }
}
