package org.recu.pytorch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Fuzzes PyTorch's zips: the file itself or, after a byte of 'p', the pickle in a whole zip with
 * storages 0 and 1 of 16 bytes.
 */
public final class ZipTarget {

  private ZipTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    ReadTensors.of(
        data.length > 0 && data[0] == 'p' ? zip(Arrays.copyOfRange(data, 1, data.length)) : data);
  }

  private static byte[] zip(byte[] pickle) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.setMethod(ZipOutputStream.STORED);
      put(out, "a/data.pkl", pickle);
      put(out, "a/data/0", new byte[16]);
      put(out, "a/data/1", new byte[16]);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 checksum = new CRC32();
    checksum.update(content);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }
}
