package org.recu.packing;

import java.nio.FloatBuffer;
import org.recu.graph.FrozenValues;
import org.recu.nn.Parameter;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * The values of a network's parameters, and those derived from them, in the order of a packed file.
 *
 * @param values as TensorFlow has them
 */
record WeightSource(FrozenValues values) {

  /**
   * Values by their name, row-major.
   *
   * @throws UnpackableNetworkException if one is not finite
   */
  float[] named(String name) {
    TFloat32 tensor = values.get(name);
    float[] numbers = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(FloatBuffer.wrap(numbers)));
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        throw new UnpackableNetworkException(
            "%s holds %s, expected finite numbers".formatted(name, number));
      }
    }
    return numbers;
  }

  /** The values of a parameter, row-major. */
  float[] of(Parameter parameter) {
    return named(parameter.name());
  }

  /**
   * A weight whose outputs are its last axis, output by output.
   *
   * @param name of the weight: (..., outputs)
   */
  float[] byOutput(String name, long outputs) {
    float[] weight = named(name);
    int columns = (int) outputs;
    int rows = weight.length / columns;
    float[] turned = new float[weight.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = weight[row * columns + column];
      }
    }
    return turned;
  }
}
