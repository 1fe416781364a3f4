package org.recu.image;

/** The bytes of a file as numbers. Reading past the end is an error of the file. */
final class FileBytes {
  private final byte[] bytes;
  private final ImageFormat format;

  /**
   * Wraps the bytes of a whole file.
   *
   * @param bytes not copied
   * @param format of the file, for messages
   */
  FileBytes(byte[] bytes, ImageFormat format) {
    this.bytes = bytes;
    this.format = format;
  }

  /** The bytes themselves, not a copy. */
  byte[] bytes() {
    return bytes;
  }

  /** The format of the file. */
  ImageFormat format() {
    return format;
  }

  /** Length of the file in bytes. */
  int length() {
    return bytes.length;
  }

  /** An unsigned byte. */
  int unsigned(int at) throws UnreadableImageException {
    require(at, 1);
    return bytes[at] & 0xff;
  }

  /** Two bytes, unsigned, the lowest first. */
  int little16(int at) throws UnreadableImageException {
    require(at, 2);
    return (bytes[at] & 0xff) | ((bytes[at + 1] & 0xff) << 8);
  }

  /** Four bytes, the lowest first. */
  int little32(int at) throws UnreadableImageException {
    return little16(at) | (little16(at + 2) << 16);
  }

  /**
   * Checks that the file is long enough.
   *
   * @throws UnreadableImageException if some of these bytes lie before its begin or after its end
   */
  void require(long at, long count) throws UnreadableImageException {
    if (at < 0 || count < 0 || at + count > bytes.length) {
      throw truncated();
    }
  }

  /** An error for a file that ends too early. */
  UnreadableImageException truncated() {
    return new UnreadableImageException(
        "a truncated or damaged %s of %d bytes".formatted(format, bytes.length));
  }
}
