package org.recu.packed;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.zip.CRC32;
import org.recu.fuzz.Bounds;
import org.recu.packed.proto.PackedFileMessage;

/** Fuzzes packed networks: the bytes get the frame that belongs to them. */
public final class PackedTarget {

  /** Larger images are not computed. */
  private static final int LARGEST = 16;

  private PackedTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(data);
    byte[] file =
        PackedFileMessage.newBuilder()
            .setMagic(ByteString.copyFromUtf8("RECU"))
            .setFormatVersion(1)
            .setCrc32((int) crc.getValue())
            .setNetwork(ByteString.copyFrom(data))
            .build()
            .toByteArray();
    Bounds.check(file.length, IOException.class, () -> read(file));
  }

  private static void read(byte[] file) throws IOException {
    try (PackedModel model =
        PackedModel.of("fuzzed", PackedFile.parse(file, "fuzzed").network(), Kernels.chosen())) {
      int size = model.imageSize();
      if (size <= LARGEST) {
        model.logits(new byte[3 * size * size]);
      }
    }
  }
}
