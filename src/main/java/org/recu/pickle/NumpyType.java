package org.recu.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The element type of a numpy array, a {@code numpy.dtype}, such as {@code f8}. */
public final class NumpyType implements PickleState {

  private final String code;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  NumpyType(String code) {
    this.code = code;
  }

  /** The type code without the byte order, such as {@code u1}. */
  public String code() {
    return code;
  }

  /** Takes the byte order; the rest of the state concerns types with fields. */
  @Override
  public void set(Object state) throws PickleException {
    if (!(state instanceof List<?> list) || list.size() < 2) {
      throw PickleException.corrupt("a state that does not fit a numpy.dtype");
    }
    if (PickleText.of(list.get(1)).filter(">"::equals).isPresent()) {
      order = ByteOrder.BIG_ENDIAN;
    }
  }

  /** Reads a number of this type: a Long, a Double or a Boolean. */
  Object number(ByteBuffer content) throws PickleException {
    ByteBuffer bytes = content.duplicate().order(order);
    String expected = PickleText.printable(code);
    if (!code.matches("[a-z][1248]") || bytes.remaining() != code.charAt(1) - '0') {
      throw PickleException.corrupt(
          "a numpy number of type %s in %d bytes".formatted(expected, bytes.remaining()));
    }
    return switch (code) {
      case "b1" -> bytes.get() != 0;
      case "i1" -> (long) bytes.get();
      case "u1" -> bytes.get() & 0xffL;
      case "i2" -> (long) bytes.getShort();
      case "u2" -> bytes.getShort() & 0xffffL;
      case "i4" -> (long) bytes.getInt();
      case "u4" -> bytes.getInt() & 0xffffffffL;
      case "i8", "u8" -> bytes.getLong();
      case "f2" -> (double) Float16.toFloat(bytes.getShort());
      case "f4" -> (double) bytes.getFloat();
      case "f8" -> bytes.getDouble();
      default ->
          throw new PickleException(
              "a numpy number of type %s, expected a whole number, f2, f4, f8 or b1"
                  .formatted(expected));
    };
  }
}
