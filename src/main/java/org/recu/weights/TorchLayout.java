package org.recu.weights;

import java.util.ArrayList;
import java.util.List;
import org.recu.nn.Parameter;
import org.recu.nn.ParameterKind;
import org.recu.nn.TensorShape;

/** Converts parameters between PyTorch's layout and TensorFlow's. */
final class TorchLayout {

  private TorchLayout() {}

  /** The shape of a parameter in PyTorch. */
  static List<Long> shape(Parameter parameter) {
    TensorShape shape = parameter.shape();
    return switch (parameter.kind()) {
      case CONVOLUTION_WEIGHT -> List.of(shape.get(3), shape.get(2), shape.get(0), shape.get(1));
      case LINEAR_WEIGHT -> List.of(shape.get(1), shape.get(0));
      case ALPHA -> List.of(shape.get(0), 1L, 1L);
      case SHIFT -> List.of(1L, shape.get(0), 1L, 1L);
      case VECTOR, RUNNING_STATISTIC -> List.of(shape.get(0));
    };
  }

  /**
   * Whether a tensor of a PyTorch shape fits a parameter. Per-channel values, such as alpha and
   * shifts, may have additional axes of size 1.
   */
  static boolean fits(Parameter parameter, List<Long> torchShape) {
    List<Long> expected = shape(parameter);
    if (parameter.shape().rank() > 1) {
      return torchShape.equals(expected);
    }
    List<Long> found = new ArrayList<>(torchShape);
    found.removeIf(size -> size == 1);
    List<Long> channels = new ArrayList<>(expected);
    channels.removeIf(size -> size == 1);
    return !torchShape.isEmpty() && found.equals(channels);
  }

  /**
   * Converts values from PyTorch's layout to this program's.
   *
   * @param values row-major in PyTorch's shape
   * @return row-major in the parameter's shape
   */
  static float[] fromTorch(Parameter parameter, float[] values) {
    float[] own = values;
    if (parameter.kind() == ParameterKind.CONVOLUTION_WEIGHT) {
      int filters = (int) parameter.shape().get(3);
      // (out, in, height, width): first out moves to the end, then in and (height, width) are
      // swapped.
      own = transposed(values, filters, values.length / filters);
      int channels = (int) parameter.shape().get(2);
      own = blocksTransposed(own, channels, own.length / channels / filters, filters);
    } else if (parameter.kind() == ParameterKind.LINEAR_WEIGHT) {
      int units = (int) parameter.shape().get(1);
      own = transposed(values, units, values.length / units);
    }
    return own;
  }

  /**
   * Converts values from this program's layout to PyTorch's.
   *
   * @param values row-major in the parameter's shape
   * @return row-major in PyTorch's shape
   */
  static float[] toTorch(Parameter parameter, float[] values) {
    float[] torch = values;
    if (parameter.kind() == ParameterKind.CONVOLUTION_WEIGHT) {
      int filters = (int) parameter.shape().get(3);
      int channels = (int) parameter.shape().get(2);
      torch = blocksTransposed(values, values.length / channels / filters, channels, filters);
      torch = transposed(torch, values.length / filters, filters);
    } else if (parameter.kind() == ParameterKind.LINEAR_WEIGHT) {
      int units = (int) parameter.shape().get(1);
      torch = transposed(values, values.length / units, units);
    }
    return torch;
  }

  private static float[] transposed(float[] values, int rows, int columns) {
    float[] turned = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = values[row * columns + column];
      }
    }
    return turned;
  }

  /** Transposes a matrix of blocks: (rows, columns) becomes (columns, rows). */
  private static float[] blocksTransposed(float[] values, int rows, int columns, int block) {
    float[] turned = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int from = (row * columns + column) * block;
        int to = (column * rows + row) * block;
        System.arraycopy(values, from, turned, to, block);
      }
    }
    return turned;
  }
}
