package org.recu.pytorch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.recu.pickle.PickleException;

/** A tensor of a PyTorch file: a view of a storage by offset, shape and strides. */
public final class TorchTensor {

  /** Weights have at most four; a malicious file might claim a million. */
  private static final int MOST_DIMENSIONS = 8;

  private final Storage storage;
  private final int offset;
  private final List<Long> shape;
  private final List<Long> strides;

  private TorchTensor(Storage storage, long offset, List<Long> shape, List<Long> strides) {
    this.storage = storage;
    this.offset = (int) offset;
    this.shape = List.copyOf(shape);
    this.strides = List.copyOf(strides);
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
    List<Long> sizes = numbers(shape);
    List<Long> steps = numbers(strides);
    if (sizes.size() != steps.size()) {
      throw PickleException.corrupt("a tensor of shape %s and strides %s".formatted(sizes, steps));
    }
    try {
      long count = 1;
      long last = offset;
      for (int axis = 0; axis < sizes.size(); axis++) {
        count = Math.multiplyExact(count, sizes.get(axis));
        last = Math.addExact(last, Math.multiplyExact(sizes.get(axis) - 1, steps.get(axis)));
      }
      if (offset >= 0 && (count == 0 || last < view.elements()) && count <= Integer.MAX_VALUE) {
        return new TorchTensor(view.storage(), view.first() + offset, sizes, steps);
      }
    } catch (ArithmeticException e) {
      // Numbers that overflow are outside the storage, too.
    }
    throw PickleException.corrupt(
        "a tensor of shape %s, strides %s and offset %d in a storage of %d elements"
            .formatted(sizes, steps, offset, view.elements()));
  }

  private static List<Long> numbers(List<?> values) throws PickleException {
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
      return view(new StorageView(storage, 0, elements), 0, shape, rowMajor(shape));
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
    return storage.type();
  }

  /** Sizes of the axes; empty for a scalar. */
  public List<Long> shape() {
    return shape;
  }

  /** Number of elements. */
  public int size() {
    return shape.stream().mapToInt(Long::intValue).reduce(1, (a, b) -> a * b);
  }

  /**
   * The numbers as float32 in row-major order: half, bfloat16 and integers are converted, doubles
   * are rounded. Takes memory in proportion to {@link #size}, however small the file is.
   */
  public float[] floats() {
    float[] values = new float[size()];
    ByteBuffer content = storage.content();
    if (type() == ElementType.FLOAT32 && strides.equals(rowMajor(shape))) {
      ByteBuffer from = content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      from.position(values.length == 0 ? 0 : offset * Float.BYTES).slice();
      from.asFloatBuffer().get(values);
      return values;
    }
    int[] at = new int[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = type().real(content, index(at));
      advance(at);
    }
    return values;
  }

  /** The number in a tensor with a single element: a Long or a Double. */
  public Number number() {
    if (size() != 1) {
      throw new IllegalStateException("a tensor of shape " + shape + " is no number");
    }
    if (type().whole()) {
      return type().whole(storage.content(), offset);
    }
    return type() == ElementType.FLOAT64
        ? storage.content().getDouble(offset * Double.BYTES)
        : (double) type().real(storage.content(), offset);
  }

  private int index(int[] at) {
    long index = offset;
    for (int axis = 0; axis < at.length; axis++) {
      index += at[axis] * strides.get(axis);
    }
    return (int) index;
  }

  private void advance(int[] at) {
    for (int axis = at.length - 1; axis >= 0; axis--) {
      at[axis]++;
      if (at[axis] < shape.get(axis)) {
        return;
      }
      at[axis] = 0;
    }
  }

  /** The storage's bytes, for a tensor that covers its whole storage in row-major order. */
  ByteBuffer bytes() {
    return storage.content().duplicate();
  }
}
