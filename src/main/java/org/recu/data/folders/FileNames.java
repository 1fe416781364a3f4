package org.recu.data.folders;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The names of many files in one UTF-8 array, without an object per name: each takes its bytes and
 * four more. Immutable.
 */
final class FileNames {

  /** All names, concatenated. */
  private final byte[] letters;

  /** The end of each name in {@code letters}. */
  private final int[] ends;

  private FileNames(byte[] letters, int[] ends) {
    this.letters = letters;
    this.ends = ends;
  }

  /**
   * Names in their order.
   *
   * @param names each in UTF-8
   */
  static FileNames of(List<byte[]> names) {
    ByteArrayOutputStream letters = new ByteArrayOutputStream();
    int[] ends = new int[names.size()];
    for (int i = 0; i < ends.length; i++) {
      letters.writeBytes(names.get(i));
      ends[i] = letters.size();
    }
    return new FileNames(letters.toByteArray(), ends);
  }

  /** Number of names. */
  int size() {
    return ends.length;
  }

  /** A name. */
  String get(int index) {
    int start = index == 0 ? 0 : ends[index - 1];
    return new String(letters, start, ends[index] - start, StandardCharsets.UTF_8);
  }

  /** Writes what {@link #read} reads. */
  void write(DataOutput out) throws IOException {
    out.writeInt(ends.length);
    int start = 0;
    for (int end : ends) {
      out.writeShort(end - start);
      start = end;
    }
    out.write(letters);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param left bytes that there are at most
   * @throws IOException if it claims more than that, or ends too early
   */
  static FileNames read(DataInput in, int left) throws IOException {
    int count = in.readInt();
    // Each name takes two bytes at least, before the names themselves.
    if (count < 0 || count > left / Short.BYTES) {
      throw new IOException("it claims %d names".formatted(count));
    }
    int[] ends = new int[count];
    long end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += in.readUnsignedShort();
      if (end > left) {
        throw new IOException("it claims names of %d bytes".formatted(end));
      }
      ends[i] = (int) end;
    }
    byte[] letters = new byte[(int) end];
    in.readFully(letters);
    for (byte letter : letters) {
      if (letter == 0) {
        throw new IOException("a file's name contains a byte of 0");
      }
    }
    return new FileNames(letters, ends);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileNames that
        && Arrays.equals(letters, that.letters)
        && Arrays.equals(ends, that.ends);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(letters);
  }
}
