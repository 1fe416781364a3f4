package org.recu.golden;

import java.util.ArrayList;
import java.util.List;
import org.recu.pytorch.TorchTensor;

/** A tensor of a golden file, row-major, as PyTorch lays it out. */
public final class GoldenTensor {

  private final List<Integer> shape;
  private final float[] values;

  /**
   * A tensor over these very values, which are not copied.
   *
   * @throws IllegalArgumentException when they are not as many as the product of the extents
   */
  public GoldenTensor(List<Integer> shape, float[] values) {
    if (size(shape) != values.length) {
      throw new IllegalArgumentException(values.length + " values for shape " + shape);
    }
    this.shape = List.copyOf(shape);
    this.values = values;
  }

  /** Its extents; empty for a scalar. */
  public List<Integer> shape() {
    return shape;
  }

  /** Its values, not to be written to. */
  public float[] values() {
    return values;
  }

  /** How many values a shape holds. */
  static int size(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** The shape as TensorFlow's Java API takes it. */
  public long[] longShape() {
    return shape.stream().mapToLong(Integer::longValue).toArray();
  }

  /** The tensor as a PyTorch file holds it. */
  public TorchTensor torch() {
    return TorchTensor.of(values, shape.stream().map(Integer::longValue).toList());
  }

  /** A convolution's weight from OIHW to HWIO. */
  public GoldenTensor oihwToHwio() {
    return transpose(2, 3, 1, 0);
  }

  /** A convolution's weight from HWIO to OIHW. */
  public GoldenTensor hwioToOihw() {
    return transpose(3, 2, 0, 1);
  }

  /** Images or activations from NCHW to NHWC. */
  public GoldenTensor nchwToNhwc() {
    return transpose(0, 2, 3, 1);
  }

  /** Images or activations from NHWC to NCHW. */
  public GoldenTensor nhwcToNchw() {
    return transpose(0, 3, 1, 2);
  }

  /**
   * The same values with the axes in another order, as {@code numpy.transpose}.
   *
   * @param axes for each axis of the answer, the axis of this tensor that it is
   */
  public GoldenTensor transpose(int... axes) {
    int rank = shape.size();
    if (axes.length != rank) {
      throw new IllegalArgumentException(axes.length + " axes for shape " + shape);
    }
    int[] strides = new int[rank];
    int stride = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.get(axis);
    }
    List<Integer> turned = new ArrayList<>();
    for (int axis : axes) {
      turned.add(shape.get(axis));
    }
    float[] answer = new float[values.length];
    for (int to = 0; to < answer.length; to++) {
      int from = 0;
      int rest = to;
      for (int axis = rank - 1; axis >= 0; axis--) {
        from += rest % turned.get(axis) * strides[axes[axis]];
        rest /= turned.get(axis);
      }
      answer[to] = values[from];
    }
    return new GoldenTensor(turned, answer);
  }
}
