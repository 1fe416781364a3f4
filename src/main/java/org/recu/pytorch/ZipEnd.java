package org.recu.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * What the end of a zip says of its directory, the list of its entries.
 *
 * @param start offset of the directory
 * @param length of the directory in bytes
 * @param entries number of entries
 * @param record offset of the first record behind the directory, which says all this
 */
record ZipEnd(long start, long length, long entries, long record) {

  private static final int SIGNATURE = 0x06054b50;
  private static final int BYTES = 22;

  /** The comment behind the record may be as long as this. */
  private static final int MOST_COMMENT = 0xffff;

  /** A zip of more than 4 GB has another record, and before {@link #SIGNATURE} its offset. */
  private static final int LOCATOR = 0x07064b50;

  private static final int LOCATOR_BYTES = 20;
  private static final int LONG_SIGNATURE = 0x06064b50;
  private static final int LONG_BYTES = 56;

  private static final int ENTRY = 0x02014b50;

  /** No end was found, or one that contradicts itself. */
  private static final ZipEnd NONE = new ZipEnd(0, 0, 0, 0);

  /** Reads it from a file. What cannot be read has no gap: reading the zip says why. */
  static ZipEnd of(FileChannel file) throws IOException {
    long from = Math.max(0, file.size() - BYTES - MOST_COMMENT);
    ByteBuffer tail = read(file, from, (int) (file.size() - from));
    for (int at = tail.limit() - BYTES; at >= 0; at--) {
      if (tail.getInt(at) == SIGNATURE) {
        ZipEnd end =
            new ZipEnd(
                tail.getInt(at + 16) & 0xffffffffL,
                tail.getInt(at + 12) & 0xffffffffL,
                tail.getShort(at + 10) & 0xffffL,
                from + at);
        ByteBuffer locator = read(file, end.record - LOCATOR_BYTES, LOCATOR_BYTES);
        return locator.limit() == LOCATOR_BYTES && locator.getInt(0) == LOCATOR
            ? ofLong(file, locator.getLong(8))
            : end;
      }
    }
    return NONE;
  }

  private static ZipEnd ofLong(FileChannel file, long at) throws IOException {
    ByteBuffer end = read(file, at, LONG_BYTES);
    return end.limit() == LONG_BYTES && end.getInt(0) == LONG_SIGNATURE
        ? new ZipEnd(end.getLong(48), end.getLong(40), end.getLong(32), at)
        : NONE;
  }

  /** Bytes of a file, little-endian; none if it does not have all of them. */
  private static ByteBuffer read(FileChannel file, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    long at = from;
    while (from >= 0 && bytes.hasRemaining()) {
      int count = file.read(bytes, at);
      if (count < 0) {
        break;
      }
      at += count;
    }
    return bytes.hasRemaining() ? ByteBuffer.allocate(0) : bytes.flip();
  }

  /**
   * Whether there is a directory with bytes that belong to nothing between it and the records
   * behind it.
   */
  boolean hasGap(FileChannel file) throws IOException {
    if (entries == 0 || start < 0 || length < 0 || start > record - length) {
      return false;
    }
    ByteBuffer first = read(file, start, Integer.BYTES);
    return start + length < record && first.hasRemaining() && first.getInt(0) == ENTRY;
  }

  /** The end of the same zip without the gap, to be put directly behind the directory. */
  byte[] closed() {
    ByteBuffer end =
        ByteBuffer.allocate(LONG_BYTES + LOCATOR_BYTES + BYTES).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(LONG_SIGNATURE).putLong(LONG_BYTES - 12).putInt(0).putInt(0).putInt(0);
    end.putLong(entries).putLong(entries).putLong(length).putLong(start);
    end.putInt(LOCATOR).putInt(0).putLong(start + length).putInt(1);
    // Numbers of all ones refer to the longer record.
    end.putInt(SIGNATURE).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
    return end.array();
  }
}
