package org.recu.checkpoint;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.recu.checkpoint.proto.TrainingStateMessage;
import org.recu.files.NamedFile;

/**
 * The file {@code state.pb}: 8 bytes "ReCUckpt", the payload's length and CRC-32C (4 bytes each,
 * big-endian), and the payload, a {@code TrainingStateMessage}. The frame makes sure that flipped
 * bits and truncation are detected, which Protobuf alone does not guarantee.
 */
final class StateFile {

  /** Its name in a checkpoint's folder. */
  static final String NAME = "state.pb";

  /** The format version that is written, and the newest that can be read. */
  static final int FORMAT = 1;

  private static final byte[] MAGIC = "ReCUckpt".getBytes(StandardCharsets.US_ASCII);

  /** In bytes. A state has the names of classes, options and versions, some kilobytes in all. */
  private static final int LARGEST = 1 << 24;

  private static final int HEADER = MAGIC.length + 2 * Integer.BYTES;

  private StateFile() {}

  /** Writes the message, in the current format, to a new file in the folder. */
  static void write(Path folder, TrainingStateMessage.Builder state) throws IOException {
    byte[] payload = state.setFormatVersion(FORMAT).build().toByteArray();
    ByteBuffer file = ByteBuffer.allocate(HEADER + payload.length);
    file.put(MAGIC).putInt(payload.length).putInt(checksum(payload)).put(payload);
    new NamedFile(folder.resolve(NAME)).write(file.array());
  }

  /**
   * Reads the folder's state.
   *
   * @throws CheckpointException if it is missing, damaged or of a newer format
   */
  static TrainingStateMessage read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(
          "%s is not a whole checkpoint: it holds no %s".formatted(folder, NAME));
    }
    byte[] payload = payload(file);
    TrainingStateMessage state;
    try {
      state = TrainingStateMessage.parseFrom(payload);
    } catch (InvalidProtocolBufferException e) {
      throw new CheckpointException(
          "%s is no training state: %s".formatted(file, e.getMessage()), e);
    }
    if (state.getFormatVersion() < 1 || state.getFormatVersion() > FORMAT) {
      throw new CheckpointException(
          "%s is of format %d, this program reads up to format %d"
              .formatted(file, Integer.toUnsignedLong(state.getFormatVersion()), FORMAT));
    }
    return state;
  }

  private static byte[] payload(Path file) throws IOException {
    long size = Files.size(file);
    try (InputStream in = new NamedFile(file).input()) {
      byte[] header = in.readNBytes(HEADER);
      byte[] magic = Arrays.copyOf(header, Math.min(header.length, MAGIC.length));
      if (!Arrays.equals(magic, Arrays.copyOf(MAGIC, magic.length))) {
        throw new CheckpointException("%s is not a checkpoint's state".formatted(file));
      }
      if (header.length < HEADER) {
        throw new CheckpointException(
            "%s is truncated: %d bytes found, its header alone has %d"
                .formatted(file, header.length, HEADER));
      }
      ByteBuffer fields = ByteBuffer.wrap(header, MAGIC.length, 2 * Integer.BYTES);
      long expected = HEADER + Integer.toUnsignedLong(fields.getInt());
      if (size != expected) {
        throw new CheckpointException(
            "%s is %s: %d bytes found, %d were written"
                .formatted(file, size < expected ? "truncated" : "too long", size, expected));
      }
      if (size > LARGEST) {
        throw new CheckpointException(
            "%s has %d bytes, expected %d at most".formatted(file, size, LARGEST));
      }
      byte[] payload = in.readNBytes((int) size - HEADER);
      int written = fields.getInt();
      if (checksum(payload) != written) {
        throw new CheckpointException(
            "%s is damaged: its CRC-32C is %08x, %08x was written"
                .formatted(file, checksum(payload), written));
      }
      return payload;
    }
  }

  private static int checksum(byte[] payload) {
    CRC32C checksum = new CRC32C();
    checksum.update(payload, 0, payload.length);
    return (int) checksum.getValue();
  }
}
