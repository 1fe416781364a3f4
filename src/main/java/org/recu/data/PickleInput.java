package org.recu.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a pickle, read from front to back. Nothing that a length in the file claims is
 * allocated: bytes are views of the file.
 */
final class PickleInput {
  private final DataFile file;
  private final ByteBuffer bytes;

  PickleInput(DataFile file, byte[] bytes) {
    this.file = file;
    this.bytes = ByteBuffer.wrap(bytes);
  }

  int position() {
    return bytes.position();
  }

  int remaining() {
    return bytes.remaining();
  }

  /** An exception that says where in which file something is wrong. */
  DataException corrupt(String what) {
    return file.wrong("corrupt pickle at byte " + (bytes.position() - 1) + ": " + what);
  }

  /** The next bytes, the lowest byte of a number first. */
  ByteBuffer view(long length) throws DataException {
    if (length < 0) {
      throw corrupt("a value of " + length + " bytes");
    }
    if (length > bytes.remaining()) {
      throw file.wrong(
          "truncated or corrupt pickle: expected "
              + length
              + " bytes at byte "
              + bytes.position()
              + ", found "
              + bytes.remaining());
    }
    ByteBuffer view = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + (int) length);
    return view;
  }

  int unsignedByte() throws DataException {
    return view(1).get() & 0xff;
  }

  int unsignedShort() throws DataException {
    return view(2).getShort() & 0xffff;
  }

  int signedInt() throws DataException {
    return view(4).getInt();
  }

  long unsignedInt() throws DataException {
    return view(4).getInt() & 0xffffffffL;
  }

  long signedLong() throws DataException {
    return view(8).getLong();
  }

  /** The highest byte comes first. */
  double float64() throws DataException {
    return view(8).order(ByteOrder.BIG_ENDIAN).getDouble();
  }

  /** A number in two's complement, of any length. */
  long number(int length) throws DataException {
    if (length > Long.BYTES) {
      throw corrupt("a number of " + length + " bytes");
    }
    ByteBuffer view = view(length);
    long value = length > 0 && view.get(length - 1) < 0 ? -1 : 0;
    for (int i = length - 1; i >= 0; i--) {
      value = value << 8 | (view.get(i) & 0xff);
    }
    return value;
  }

  String text(long length) throws DataException {
    return StandardCharsets.UTF_8.decode(view(length)).toString();
  }

  /** Text up to the end of a line, without it. */
  String line() throws DataException {
    StringBuilder line = new StringBuilder();
    int next;
    while ((next = unsignedByte()) != '\n') {
      line.append((char) next);
    }
    return line.toString();
  }
}
