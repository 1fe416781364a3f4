package org.recu.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.recu.fuzz.Bounds;
import org.recu.fuzz.ScratchFile;

/**
 * Fuzzes event files: the file itself or, after a byte of 'e', records of up to 100 bytes that get
 * their lengths and checksums.
 */
public final class EventTarget {

  private static final int RECORD = 100;

  private EventTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    byte[] file = data.length > 0 && data[0] == 'e' ? records(data) : data;
    ScratchFile.of("events/events.out.tfevents.0000000001.recu", file);
    Bounds.check(
        file.length,
        IOException.class,
        () -> EventLog.keepBefore(ScratchFile.folder().resolve("events"), 1, 2));
  }

  private static byte[] records(byte[] data) {
    ByteBuffer file = ByteBuffer.allocate(data.length + (data.length / RECORD + 1) * 16);
    file.order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 1; at < data.length; at += RECORD) {
      byte[] message = Arrays.copyOfRange(data, at, Math.min(at + RECORD, data.length));
      byte[] length =
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(message.length).array();
      file.put(length).putInt(checksum(length)).put(message).putInt(checksum(message));
    }
    return Arrays.copyOf(file.array(), file.position());
  }

  private static int checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
  }
}
