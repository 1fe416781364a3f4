package org.recu.pytorch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.recu.pickle.PickleException;

/**
 * A block of numbers that tensors are views of. The pickle of the tensors precedes the bytes, so
 * the type and size of a storage are known before its content.
 */
final class Storage {

  private final ElementType type;
  private final long elements;
  private ByteBuffer content;

  Storage(ElementType type, long elements) throws PickleException {
    if (elements < 0 || elements > Integer.MAX_VALUE / type.bytes()) {
      throw PickleException.corrupt("a storage of %d elements".formatted(elements));
    }
    this.type = type;
    this.elements = elements;
  }

  /** Checks that another reference to this storage gives the same type and size. */
  void requireSame(ElementType otherType, long otherElements) throws PickleException {
    if (otherType != type || otherElements != elements) {
      throw PickleException.corrupt("two mentions of a storage that differ");
    }
  }

  ElementType type() {
    return type;
  }

  long elements() {
    return elements;
  }

  int bytes() {
    return (int) elements * type.bytes();
  }

  /** Sets the content, little-endian, which must have exactly {@link #bytes} bytes. */
  void fill(ByteBuffer bytes) {
    fill(bytes, ByteOrder.LITTLE_ENDIAN);
  }

  /** Sets the content, which must have exactly {@link #bytes} bytes. */
  void fill(ByteBuffer bytes, ByteOrder order) {
    if (bytes.remaining() != bytes()) {
      throw new IllegalArgumentException(
          "%d bytes for a storage of %d".formatted(bytes.remaining(), bytes()));
    }
    content = bytes.slice().order(order);
  }

  boolean filled() {
    return content != null;
  }

  /** The content, in its byte order. */
  ByteBuffer content() {
    return content;
  }
}
