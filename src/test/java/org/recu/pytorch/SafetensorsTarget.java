package org.recu.pytorch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Fuzzes safetensors: a header, up to the last brace, and the numbers after it. */
public final class SafetensorsTarget {

  private SafetensorsTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    int header = data.length;
    while (header > 0 && data[header - 1] != '}') {
      header--;
    }
    ByteBuffer file = ByteBuffer.allocate(Long.BYTES + data.length);
    file.order(ByteOrder.LITTLE_ENDIAN).putLong(header).put(data);
    ReadTensors.of(file.array());
  }
}
