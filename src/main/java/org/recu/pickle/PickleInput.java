package org.recu.pickle;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a pickle, read from front to back. A length in the file never causes an allocation:
 * bytes are returned as views of the file.
 */
final class PickleInput {
  private final ByteBuffer bytes;

  PickleInput(ByteBuffer bytes) {
    this.bytes = bytes.slice();
  }

  int position() {
    return bytes.position();
  }

  int remaining() {
    return bytes.remaining();
  }

  /** Creates an exception that says at which position the pickle is corrupt. */
  PickleException corrupt(String what) {
    return new PickleException("corrupt pickle at byte " + (bytes.position() - 1) + ": " + what);
  }

  /** Returns a little-endian view of the next bytes. */
  ByteBuffer view(long length) throws PickleException {
    if (length < 0) {
      throw corrupt("a value of " + length + " bytes");
    }
    if (length > bytes.remaining()) {
      throw new PickleException(
          "truncated or corrupt pickle: expected %d bytes at byte %d, found %d"
              .formatted(length, bytes.position(), bytes.remaining()));
    }
    ByteBuffer view = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + (int) length);
    return view;
  }

  int unsignedByte() throws PickleException {
    return view(1).get() & 0xff;
  }

  int unsignedShort() throws PickleException {
    return view(2).getShort() & 0xffff;
  }

  int signedInt() throws PickleException {
    return view(4).getInt();
  }

  long unsignedInt() throws PickleException {
    return view(4).getInt() & 0xffffffffL;
  }

  long signedLong() throws PickleException {
    return view(8).getLong();
  }

  /** Reads a float64, big-endian. */
  double float64() throws PickleException {
    return view(8).order(ByteOrder.BIG_ENDIAN).getDouble();
  }

  /** Reads a two's complement number of any length: a Long, or a BigInteger if it does not fit. */
  Number number(int length) throws PickleException {
    ByteBuffer view = view(length);
    byte[] highestFirst = new byte[length + 1];
    for (int i = 0; i < length; i++) {
      highestFirst[length - i] = view.get(i);
    }
    highestFirst[0] = (byte) (length > 0 && view.get(length - 1) < 0 ? -1 : 0);
    BigInteger number = new BigInteger(highestFirst);
    if (number.bitLength() < Long.SIZE) {
      return number.longValue();
    }
    return number;
  }

  String text(long length) throws PickleException {
    return StandardCharsets.UTF_8.decode(view(length)).toString();
  }

  /** Reads text up to the end of the line, which is consumed but not returned. */
  String line() throws PickleException {
    StringBuilder line = new StringBuilder();
    int next;
    while ((next = unsignedByte()) != '\n') {
      line.append((char) next);
    }
    return line.toString();
  }
}
