package org.recu.packing;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.recu.packed.proto.NetworkMessage;
import org.recu.packed.proto.PackedFileMessage;

/** Writes packed files. */
public final class PackedOutput {

  /** Ends the name of a packed file. */
  public static final String ENDING = ".recu";

  private static final ByteString MAGIC = ByteString.copyFrom("RECU", StandardCharsets.US_ASCII);
  private static final int FORMAT_VERSION = 1;

  private PackedOutput() {}

  /** Writes a network with its frame and checksum. */
  public static void write(NetworkMessage network, OutputStream out) throws IOException {
    ByteString body = network.toByteString();
    CRC32 crc = new CRC32();
    crc.update(body.asReadOnlyByteBuffer());
    PackedFileMessage.newBuilder()
        .setMagic(MAGIC)
        .setFormatVersion(FORMAT_VERSION)
        .setCrc32((int) crc.getValue())
        .setNetwork(body)
        .build()
        .writeTo(out);
  }
}
