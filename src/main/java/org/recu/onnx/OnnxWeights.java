package org.recu.onnx;

/** The numbers of a trained network as evaluation in float32 needs them. */
@FunctionalInterface
public interface OnnxWeights {

  /**
   * A tensor by its name, row-major in this program's layout. Beside the parameters there are
   *
   * <ul>
   *   <li>{@code NAME.weight.sign}: the signs of a binary weight, times the sign of alpha;
   *   <li>{@code NAME.weight.directed}: a real weight that convolves signs, times the sign of
   *       alpha;
   *   <li>{@code NAME.alpha.magnitude}: the magnitude of alpha;
   *   <li>{@code NAME.gain} and {@code NAME.offset}: what the sums of a convolution of signs are
   *       multiplied by, and what is added to the product, in a batch normalisation.
   * </ul>
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  float[] get(String name);
}
