package org.recu.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The only names of Python that a pickle may call: what numpy writes for an array of uint8, and
 * what Python 3 writes for bytes in protocol 2. None of them runs anything; each is a value made
 * here.
 */
enum PickleName {
  RECONSTRUCT,
  ARRAY,
  TYPE,
  FROM_BUFFER,
  ENCODE;

  /** By module and name, as numpy 1 and 2 and both Pythons spell them. */
  private static final Map<String, PickleName> KNOWN =
      Map.of(
          "numpy.core.multiarray _reconstruct", RECONSTRUCT,
          "numpy._core.multiarray _reconstruct", RECONSTRUCT,
          "numpy ndarray", ARRAY,
          "numpy dtype", TYPE,
          "numpy.core.numeric _frombuffer", FROM_BUFFER,
          "numpy._core.numeric _frombuffer", FROM_BUFFER,
          "_codecs encode", ENCODE);

  /** The type of an array of uint8. */
  private enum ElementType {
    UINT8
  }

  /**
   * Looks a name up.
   *
   * @throws DataException with the name in its message, if the name is not a known one
   */
  static PickleName of(DataFile file, Object module, Object name) throws DataException {
    if (!(module instanceof String) || !(name instanceof String)) {
      throw file.wrong("corrupt pickle: a name is not text");
    }
    PickleName known = KNOWN.get(module + " " + name);
    if (known == null) {
      throw file.wrong(
          "the pickle names "
              + printable(module + "." + name)
              + ", expected plain data and numpy arrays only; nothing of it was run");
    }
    return known;
  }

  /** A name in a message: one line, not too long, no control characters. */
  private static String printable(String name) {
    String plain = name.replaceAll("[^\\x20-\\x7e]", "?");
    return plain.length() > 100 ? plain.substring(0, 100) + "..." : plain;
  }

  /**
   * What Python's call of a name with arguments would make.
   *
   * @throws DataException if the callee is no name, or the arguments do not fit it
   */
  static Object call(DataFile file, Object callee, Object arguments) throws DataException {
    if (!(callee instanceof PickleName name) || !(arguments instanceof List<?> list)) {
      throw file.wrong("corrupt pickle: what is called is not a known name");
    }
    if (name == RECONSTRUCT && list.size() == 3 && list.get(0) == ARRAY) {
      return new NumpyBytes(List.of(0L), ByteBuffer.allocate(0));
    }
    if (name == TYPE && !list.isEmpty()) {
      return elementType(file, list.get(0));
    }
    if (name == FROM_BUFFER && list.size() == 4 && "C".equals(list.get(3))) {
      return array(file, list.get(1), list.get(2), list.get(0));
    }
    if (name == ENCODE
        && list.size() == 2
        && list.get(0) instanceof String text
        && "latin1".equals(list.get(1))) {
      return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    throw file.wrong("corrupt pickle: arguments that do not fit " + name);
  }

  /**
   * What Python's setting of a value's state would make of the value.
   *
   * @throws DataException if the value has no state to set, or the state does not fit it
   */
  static Object build(DataFile file, Object value, Object state) throws DataException {
    if (value instanceof ElementType) {
      return value; // byte order and the like: a byte has none
    }
    if (value instanceof NumpyBytes
        && state instanceof List<?> list
        && list.size() == 5
        && Boolean.FALSE.equals(list.get(3))) {
      return array(file, list.get(2), list.get(1), list.get(4));
    }
    throw file.wrong("corrupt pickle: a state that does not fit its value");
  }

  private static ElementType elementType(DataFile file, Object name) throws DataException {
    String code =
        name instanceof ByteBuffer bytes
            ? StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString()
            : String.valueOf(name instanceof String ? name : null);
    if (!code.equals("u1")) {
      throw file.wrong("an array of type " + printable(code) + ", expected uint8 (u1)");
    }
    return ElementType.UINT8;
  }

  private static NumpyBytes array(DataFile file, Object type, Object shape, Object content)
      throws DataException {
    if (type != ElementType.UINT8
        || !(shape instanceof List<?> sizes)
        || !(content instanceof ByteBuffer bytes)
        || !sizes.stream().allMatch(Long.class::isInstance)) {
      throw file.wrong("corrupt pickle: an array that is not one of uint8 in row-major order");
    }
    return new NumpyBytes(sizes.stream().map(Long.class::cast).toList(), bytes);
  }
}
