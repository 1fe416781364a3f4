package org.recu.pytorch;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/**
 * Fuzzes PyTorch's older format: the bytes follow the magic number, the protocol and the system.
 */
public final class LegacyTarget {

  private static final byte[] BEGIN =
      HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e" + "80024de9032e" + "80027d2e");

  private LegacyTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(BEGIN);
    file.writeBytes(data);
    ReadTensors.of(file.toByteArray());
  }
}
