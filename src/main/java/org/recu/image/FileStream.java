package org.recu.image;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of a file as {@code javax.imageio} reads them. Its length is known, unlike that of the
 * streams of {@code javax.imageio}: readers that are told a length of some part, or guess it,
 * compare it with what there is before they allocate.
 */
final class FileStream extends ImageInputStreamImpl {
  private final byte[] bytes;

  /**
   * Starts at the first byte.
   *
   * @param bytes of the whole file; not copied
   */
  FileStream(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int from, int most) {
    bitOffset = 0;
    if (most == 0) {
      return 0;
    }
    int count = (int) Math.min(most, bytes.length - streamPos);
    if (count <= 0) {
      return -1;
    }
    System.arraycopy(bytes, (int) streamPos, to, from, count);
    streamPos += count;
    return count;
  }
}
