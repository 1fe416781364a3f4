package org.recu.tensorboard;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.tensorflow.proto.Event;

/**
 * An event in a file, in TensorFlow's TFRecord format: the message's length (8 bytes,
 * little-endian), a masked CRC-32C of these 8 bytes (4 bytes), the message, a masked CRC-32C of the
 * message (4 bytes).
 *
 * @param event the message
 * @param bytes size of the record in the file
 */
record EventRecord(Event event, long bytes) {

  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int FOOTER = Integer.BYTES;

  /** In bytes, far above what this program writes: a message takes more memory than its bytes. */
  private static final int LONGEST_MESSAGE = 1 << 28;

  /**
   * Added to a checksum to mask it, because a CRC of data that contains its own CRC would be
   * meaningless.
   */
  private static final int MASK = 0xa282ead8;

  /** Encodes an event as a record. */
  static ByteBuffer of(Event event) {
    byte[] message = event.toByteArray();
    ByteBuffer record =
        ByteBuffer.allocate(HEADER + message.length + FOOTER).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(message.length);
    record.putInt(maskedChecksum(record.array(), Long.BYTES));
    record.put(message).putInt(maskedChecksum(message, message.length));
    return record.flip();
  }

  /**
   * Reads the next record.
   *
   * @param in at the beginning of a record, or at the end
   * @param left bytes up to the end of the file
   * @return empty at the end of the file and before an incomplete or damaged record: a killed
   *     writer leaves such an end, and no reader can get past it
   */
  static Optional<EventRecord> read(InputStream in, long left) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length < HEADER) {
      return Optional.empty();
    }
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    long length = fields.getLong();
    if (fields.getInt() != maskedChecksum(header, Long.BYTES)
        || length < 0
        || length > Math.min(LONGEST_MESSAGE, left - HEADER - FOOTER)) {
      return Optional.empty();
    }
    byte[] message = in.readNBytes((int) length);
    byte[] footer = in.readNBytes(FOOTER);
    if (footer.length < FOOTER
        || ByteBuffer.wrap(footer).order(ByteOrder.LITTLE_ENDIAN).getInt()
            != maskedChecksum(message, message.length)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new EventRecord(Event.parseFrom(message), HEADER + length + FOOTER));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  private static int maskedChecksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
  }
}
