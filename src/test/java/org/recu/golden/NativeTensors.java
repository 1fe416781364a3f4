package org.recu.golden;

import java.nio.FloatBuffer;
import java.util.List;
import org.recu.nn.ParameterKind;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Golden tensors in native memory, and back. */
public final class NativeTensors {

  private NativeTensors() {}

  /** A copy in native memory, shaped alike; the caller's to close. */
  public static TFloat32 of(GoldenTensor tensor) {
    return of(tensor, tensor.longShape());
  }

  /** A copy in native memory in another shape of the same size; the caller's to close. */
  public static TFloat32 of(GoldenTensor tensor, long... shape) {
    return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(FloatBuffer.wrap(tensor.values())));
  }

  /** A parameter in PyTorch's layout as it stands in a TensorFlow variable. */
  public static TFloat32 parameter(GoldenTensor tensor, ParameterKind kind) {
    return switch (kind) {
      case CONVOLUTION_WEIGHT -> of(tensor.oihwToHwio());
      case LINEAR_WEIGHT -> of(tensor.transpose(1, 0));
      case ALPHA, SHIFT, VECTOR, RUNNING_STATISTIC -> of(tensor, tensor.values().length);
    };
  }

  /** The values, row-major. */
  public static float[] values(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(FloatBuffer.wrap(values)));
    return values;
  }

  /** The tensor as a golden one. */
  public static GoldenTensor golden(TFloat32 tensor) {
    List<Integer> shape = tensor.shape().toListOrNull().stream().map(Long::intValue).toList();
    return new GoldenTensor(shape, values(tensor));
  }
}
