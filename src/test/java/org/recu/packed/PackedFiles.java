package org.recu.packed;

import com.google.protobuf.ByteString;
import java.util.zip.CRC32;
import org.recu.packed.proto.PackedFileMessage;

/** The bytes of packed files. */
final class PackedFiles {

  private PackedFiles() {}

  /** A file whose checksum fits. */
  static byte[] of(ByteString network) {
    CRC32 checksum = new CRC32();
    checksum.update(network.toByteArray());
    return PackedFileMessage.newBuilder()
        .setMagic(ByteString.copyFromUtf8("RECU"))
        .setFormatVersion(PackedFile.VERSION)
        .setCrc32((int) checksum.getValue())
        .setNetwork(network)
        .build()
        .toByteArray();
  }
}
