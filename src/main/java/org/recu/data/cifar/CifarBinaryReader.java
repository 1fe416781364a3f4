package org.recu.data.cifar;

import java.io.IOException;
import org.recu.data.DataFile;

/**
 * Reads the binary version of CIFAR: records of one or two label bytes, of which the last is the
 * class, and 3072 bytes of pixels as (3, 32, 32). Source: the "binary version" section of the
 * CIFAR-10 and CIFAR-100 page.
 *
 * @param labelBytes 1 (CIFAR-10), or 2 (CIFAR-100: coarse and fine label)
 */
record CifarBinaryReader(int labelBytes) implements CifarReader {
  private static final int RECORDS_AT_ONCE = 64;

  @Override
  public void read(DataFile file, int records, CifarImages images, int first) throws IOException {
    int recordBytes = labelBytes + CifarImages.IMAGE_BYTES;
    file.read(
        input -> {
          checkSize(file, records, recordBytes);
          byte[] buffer = new byte[RECORDS_AT_ONCE * recordBytes];
          for (int start = 0; start < records; start += RECORDS_AT_ONCE) {
            int count = Math.min(RECORDS_AT_ONCE, records - start);
            int found = input.readNBytes(buffer, 0, count * recordBytes);
            if (found < count * recordBytes) {
              throw file.wrong("became shorter while it was read");
            }
            for (int i = 0; i < count; i++) {
              int at = i * recordBytes;
              int label = buffer[at + labelBytes - 1] & 0xff;
              images.putLabel(first + start + i, label, file, start + i);
              images.putPixels(first + start + i, buffer, at + labelBytes);
            }
          }
          return null;
        });
  }

  private static void checkSize(DataFile file, int records, int recordBytes) throws IOException {
    long expected = (long) records * recordBytes;
    long found = file.size();
    if (found != expected) {
      String kind = found == 0 ? "is empty" : found < expected ? "is truncated" : "is too long";
      throw file.wrong(
          kind
              + ": expected "
              + expected
              + " bytes ("
              + records
              + " records of "
              + recordBytes
              + "), found "
              + found);
    }
  }
}
