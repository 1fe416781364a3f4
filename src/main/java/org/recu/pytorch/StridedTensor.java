package org.recu.pytorch;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.recu.pickle.PickleException;

/** A view of a storage by offset, shape and strides. */
final class StridedTensor extends TorchTensor {

  private final Storage storage;
  private final int offset;
  private final List<Long> strides;
  private final boolean negated;

  private StridedTensor(
      StorageView view, long offset, List<Long> shape, List<Long> strides, boolean negated) {
    super(view.type(), shape);
    storage = view.storage();
    this.offset = (int) (view.first() + offset);
    this.strides = List.copyOf(strides);
    this.negated = negated;
  }

  private StridedTensor(StridedTensor positive) {
    super(positive.type(), positive.shape());
    storage = positive.storage;
    offset = positive.offset;
    strides = positive.strides;
    negated = !positive.negated;
  }

  /** Creates a view; see {@link TorchTensor#view}. */
  static StridedTensor over(StorageView view, long offset, List<Long> sizes, List<Long> steps)
      throws PickleException {
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
        return new StridedTensor(view, count == 0 ? 0 : offset, sizes, steps, false);
      }
    } catch (ArithmeticException e) {
      // Numbers that overflow are outside the storage, too.
    }
    throw PickleException.corrupt(
        "a tensor of shape %s, strides %s and offset %d in a storage of %d elements"
            .formatted(sizes, steps, offset, view.elements()));
  }

  /** The same tensor with the opposite sign, as PyTorch's lazy negation stores it. */
  StridedTensor negative() {
    return new StridedTensor(this);
  }

  Storage storage() {
    return storage;
  }

  @Override
  public Optional<String> obstacle() {
    return type().isReal() ? Optional.empty() : Optional.of(type().dtype());
  }

  private void requireReal() {
    if (!type().isReal()) {
      throw new IllegalStateException("a tensor of %s has no real numbers".formatted(type()));
    }
  }

  @Override
  public float[] floats() {
    requireReal();
    float[] values = new float[size()];
    ByteBuffer content = storage.content();
    if (type() == ElementType.FLOAT32 && strides.equals(rowMajor(shape())) && !negated) {
      ByteBuffer from = content.duplicate().order(content.order());
      from.position(values.length == 0 ? 0 : offset * Float.BYTES);
      from.asFloatBuffer().get(values);
      return values;
    }
    int[] at = new int[shape().size()];
    for (int i = 0; i < values.length; i++) {
      float value = type().real(content, index(at));
      values[i] = negated ? -value : value;
      advance(at);
    }
    return values;
  }

  @Override
  public Number number() {
    requireReal();
    if (size() != 1) {
      throw new IllegalStateException("a tensor of shape " + shape() + " is no number");
    }
    if (type().whole()) {
      long number = type().whole(storage.content(), offset);
      return negated ? -number : number;
    }
    double number =
        type() == ElementType.FLOAT64
            ? storage.content().getDouble(offset * Double.BYTES)
            : type().real(storage.content(), offset);
    return negated ? -number : number;
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
      if (at[axis] < shape().get(axis)) {
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
