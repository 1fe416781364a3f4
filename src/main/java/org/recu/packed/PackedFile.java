package org.recu.packed;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.recu.packed.proto.NetworkMessage;
import org.recu.packed.proto.PackedFileMessage;

/**
 * A packed network out of its frame: magic, version, checksum.
 *
 * @param network that is in it
 * @param checksum of the network, which has been verified
 */
record PackedFile(NetworkMessage network, int checksum) {

  /** The version that this program reads. */
  static final int VERSION = 1;

  private static final String MAGIC = "RECU";

  /** The most operations and class names together, each of which becomes an object. */
  private static final int MOST_FIELDS = 1 << 16;

  /**
   * Reads the network of a file, and verifies its checksum.
   *
   * @throws IOException if the file cannot be read, is no packed network, is of a later version or
   *     is damaged; the message names the file and the field
   */
  static PackedFile read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("%s is a folder, not a packed network".formatted(file));
    }
    long size = Files.size(file);
    // A message and its arrays are in memory at the same time.
    if (size > Math.min(Integer.MAX_VALUE - 16, Runtime.getRuntime().maxMemory() / 4)) {
      throw new IOException(
          "%s has %d bytes, too many for the Java heap of %d"
              .formatted(file, size, Runtime.getRuntime().maxMemory()));
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // What fails after opening does not name the file.
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    return parse(bytes, file.toString());
  }

  /**
   * Parses the bytes of a file.
   *
   * @param bytes which must not change any more: the network's arrays are parts of them
   * @param name of the file, for messages
   */
  static PackedFile parse(byte[] bytes, String name) throws IOException {
    PackedFileMessage frame;
    try {
      frame = parsed(UnsafeByteOperations.unsafeWrap(bytes), PackedFileMessage.parser());
    } catch (InvalidProtocolBufferException e) {
      throw new IOException(
          "%s is truncated or no packed network: %s".formatted(name, e.getMessage()), e);
    }
    if (!frame.getMagic().equals(ByteString.copyFromUtf8(MAGIC))) {
      throw new IOException("%s: magic: not \"%s\": no packed network".formatted(name, MAGIC));
    }
    if (frame.getFormatVersion() != VERSION) {
      throw new IOException(
          "%s: format_version: found %s, expected %d"
              .formatted(name, Integer.toUnsignedString(frame.getFormatVersion()), VERSION));
    }
    CRC32 checksum = new CRC32();
    checksum.update(frame.getNetwork().asReadOnlyByteBuffer());
    if ((int) checksum.getValue() != frame.getCrc32()) {
      throw new IOException(
          "%s: crc32: found %08x, expected %08x: the file is damaged"
              .formatted(name, checksum.getValue(), frame.getCrc32()));
    }
    try {
      requireFewFields(frame.getNetwork(), name);
      return new PackedFile(parsed(frame.getNetwork(), NetworkMessage.parser()), frame.getCrc32());
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("%s: network: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** A message whose arrays are parts of these bytes, not copies. */
  private static <M extends MessageLite> M parsed(ByteString bytes, Parser<M> parser)
      throws InvalidProtocolBufferException {
    CodedInputStream in = bytes.newCodedInput();
    in.enableAliasing(true);
    M message = parser.parseFrom(in);
    in.checkLastTagWas(0);
    return message;
  }

  /** Counts the fields of the outermost message before anything is made of them. */
  private static void requireFewFields(ByteString network, String name) throws IOException {
    CodedInputStream in = network.newCodedInput();
    int fields = 0;
    for (int tag = in.readTag(); tag != 0 && in.skipField(tag); tag = in.readTag()) {
      fields++;
      if (fields > MOST_FIELDS) {
        throw new IOException(
            "%s: network: more than %d operations and class names".formatted(name, MOST_FIELDS));
      }
    }
  }
}
