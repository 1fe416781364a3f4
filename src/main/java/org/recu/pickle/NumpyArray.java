package org.recu.pickle;

import java.nio.ByteBuffer;
import java.util.List;

/** A numpy array in row-major order, a {@code numpy.ndarray}. */
public final class NumpyArray implements PickleState {

  private static final String UNFIT = "an array that is not one in row-major order";

  /** The most axes of an array of numpy's. */
  private static final int MOST_AXES = 64;

  private NumpyType type = new NumpyType("u1");
  private List<Long> shape = List.of(0L);
  private ByteBuffer content = ByteBuffer.allocate(0);

  NumpyArray() {}

  /** The elements' type. */
  public NumpyType type() {
    return type;
  }

  /** The shape as the pickle claims it, not checked against the content. */
  public List<Long> shape() {
    return shape;
  }

  /** The elements in row-major order. */
  public ByteBuffer content() {
    return content.duplicate();
  }

  /** Takes (version, shape, type, whether column-major, content). */
  @Override
  public void set(Object state) throws PickleException {
    if (!(state instanceof List<?> list)
        || list.size() != 5
        || !Boolean.FALSE.equals(list.get(3))) {
      throw PickleException.corrupt(UNFIT);
    }
    set(list.get(2), list.get(1), list.get(4));
  }

  void set(Object newType, Object newShape, Object newContent) throws PickleException {
    if (!(newType instanceof NumpyType elements)
        || !(newShape instanceof List<?> sizes)
        || !(newContent instanceof ByteBuffer bytes)
        || sizes.size() > MOST_AXES
        || !sizes.stream().allMatch(Long.class::isInstance)) {
      throw PickleException.corrupt(UNFIT);
    }
    type = elements;
    shape = sizes.stream().map(Long.class::cast).toList();
    content = bytes;
  }
}
