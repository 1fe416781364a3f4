package org.recu.pytorch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recu.pickle.PickleException;

/** A tensor of a PyTorch file. */
public abstract sealed class TorchTensor permits StridedTensor, ValuelessTensor {

  /** Weights have at most four; a malicious file might claim a million. */
  private static final int MOST_DIMENSIONS = 8;

  private final ElementType type;
  private final List<Long> shape;

  TorchTensor(ElementType type, List<Long> shape) {
    this.type = type;
    this.shape = List.copyOf(shape);
  }

  /**
   * Creates a view, which must lie within its storage.
   *
   * @param view the part of the storage that the offset counts in
   * @param offset of the first element
   * @param shape a list of Long, from 0
   * @param strides distance between neighbours along each axis, in elements; a list of Long, from 0
   * @throws PickleException if the shape is invalid, or an element is outside the storage
   */
  static TorchTensor view(StorageView view, long offset, List<?> shape, List<?> strides)
      throws PickleException {
    return StridedTensor.over(view, offset, numbers(shape), numbers(strides));
  }

  /** The sizes of axes, or strides, in a pickle: whole numbers from 0. */
  static List<Long> numbers(List<?> values) throws PickleException {
    if (values.size() > MOST_DIMENSIONS) {
      throw PickleException.corrupt(
          "a tensor of %d dimensions, expected at most %d"
              .formatted(values.size(), MOST_DIMENSIONS));
    }
    List<Long> numbers = new ArrayList<>();
    for (Object value : values) {
      if (!(value instanceof Long number) || number < 0) {
        throw PickleException.corrupt("a tensor whose shape or strides are no numbers from 0");
      }
      numbers.add(number);
    }
    return numbers;
  }

  /**
   * Creates a float32 tensor.
   *
   * @param values in row-major order, copied
   * @param shape with as many elements as there are values
   */
  public static TorchTensor of(float[] values, List<Long> shape) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return whole(ElementType.FLOAT32, bytes, shape);
  }

  /** Creates a scalar int64 tensor. */
  public static TorchTensor of(long value) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return whole(ElementType.INT64, bytes.putLong(0, value), List.of());
  }

  private static TorchTensor whole(ElementType type, ByteBuffer bytes, List<Long> shape) {
    long elements = shape.stream().reduce(1L, Math::multiplyExact);
    try {
      Storage storage = new Storage(type, elements);
      storage.fill(bytes);
      return view(new StorageView(storage), 0, shape, rowMajor(shape));
    } catch (PickleException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The strides of a tensor in row-major order without gaps. */
  static List<Long> rowMajor(List<Long> shape) {
    Long[] strides = new Long[shape.size()];
    long stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.get(axis);
    }
    return List.of(strides);
  }

  /** Type of the elements. */
  public ElementType type() {
    return type;
  }

  /** Sizes of the axes; empty for a scalar. */
  public List<Long> shape() {
    return shape;
  }

  /** The shape in Python's notation, such as {@code (16, 3, 3, 3)}. */
  public String shapeText() {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }

  /** Number of elements. */
  public int size() {
    return shape.stream().mapToInt(Long::intValue).reduce(1, (a, b) -> a * b);
  }

  /**
   * What keeps the numbers from being used, such as {@code complex64}: they are not real, or are
   * not in the file; empty for every tensor that can be a weight.
   */
  public abstract Optional<String> obstacle();

  /**
   * The numbers as float32 in row-major order: half, bfloat16 and integers are converted, doubles
   * are rounded. Takes memory in proportion to {@link #size}, however small the file is.
   *
   * @throws IllegalStateException if there is an {@link #obstacle}
   */
  public abstract float[] floats();

  /**
   * The number in a tensor with a single element: a Long or a Double.
   *
   * @throws IllegalStateException if it has another number of elements, or an {@link #obstacle}
   */
  public abstract Number number();
}
