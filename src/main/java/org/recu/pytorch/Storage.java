package org.recu.pytorch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.recu.pickle.PickleException;

/**
 * Consecutive numbers that tensors are views of. The pickle of the tensors precedes the bytes, so
 * type and size of a storage are known first.
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

  /** Another mention of the same storage must say the same of it. */
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

  /** Sets the content, which must have exactly {@link #bytes} bytes. */
  void fill(ByteBuffer bytes) {
    if (bytes.remaining() != bytes()) {
      throw new IllegalArgumentException(
          "%d bytes for a storage of %d".formatted(bytes.remaining(), bytes()));
    }
    content = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  boolean filled() {
    return content != null;
  }

  /** The bytes, lowest first. */
  ByteBuffer content() {
    return content;
  }
}
