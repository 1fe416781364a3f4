package org.recu.pickle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The functions that pickles of arrays and numbers call, as written by numpy 1 and 2 under Python 2
 * and 3.
 */
final class NumpyNames {

  private static final PickleFunction ARRAY = NumpyNames::notCalled;
  private static final PickleFunction RECONSTRUCT = NumpyNames::reconstruct;
  private static final PickleFunction SCALAR = NumpyNames::scalar;
  private static final PickleFunction FROM_BUFFER = NumpyNames::fromBuffer;

  /** Functions by module and name. */
  static final Map<String, PickleFunction> ALL =
      Map.of(
          "numpy ndarray", ARRAY,
          "numpy dtype", NumpyNames::type,
          "numpy.core.multiarray _reconstruct", RECONSTRUCT,
          "numpy._core.multiarray _reconstruct", RECONSTRUCT,
          "numpy.core.multiarray scalar", SCALAR,
          "numpy._core.multiarray scalar", SCALAR,
          "numpy.core.numeric _frombuffer", FROM_BUFFER,
          "numpy._core.numeric _frombuffer", FROM_BUFFER,
          "_codecs encode", NumpyNames::encode);

  private NumpyNames() {}

  private static Object notCalled(List<?> arguments) throws PickleException {
    throw PickleException.corrupt("numpy.ndarray is called");
  }

  private static Object type(List<?> arguments) throws PickleException {
    if (arguments.isEmpty()) {
      throw unfit("numpy.dtype");
    }
    return new NumpyType(PickleText.of(arguments.get(0)).orElseThrow(() -> unfit("numpy.dtype")));
  }

  /** Creates an empty array; its state follows. */
  private static Object reconstruct(List<?> arguments) throws PickleException {
    if (arguments.size() != 3 || arguments.get(0) != ARRAY) {
      throw unfit("numpy's _reconstruct");
    }
    return new NumpyArray();
  }

  private static Object scalar(List<?> arguments) throws PickleException {
    if (arguments.size() != 2
        || !(arguments.get(0) instanceof NumpyType type)
        || !(arguments.get(1) instanceof ByteBuffer bytes)) {
      throw unfit("numpy's scalar");
    }
    return type.number(bytes);
  }

  private static Object fromBuffer(List<?> arguments) throws PickleException {
    if (arguments.size() != 4 || !"C".equals(arguments.get(3))) {
      throw unfit("numpy's _frombuffer");
    }
    NumpyArray array = new NumpyArray();
    array.set(arguments.get(1), arguments.get(2), arguments.get(0));
    return array;
  }

  /** Decodes bytes, which protocol 2 writes as Latin-1 text with one character per byte. */
  private static Object encode(List<?> arguments) throws PickleException {
    if (arguments.size() != 2
        || !(arguments.get(0) instanceof String text)
        || !"latin1".equals(arguments.get(1))) {
      throw unfit("_codecs.encode");
    }
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static PickleException unfit(String function) {
    return PickleException.corrupt("arguments that do not fit " + function);
  }
}
