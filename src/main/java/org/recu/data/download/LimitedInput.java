package org.recu.data.download;

import java.io.IOException;
import java.io.InputStream;

/** A stream of unpacked bytes that fails where there are more than expected. */
final class LimitedInput extends BlockInput {
  private final long most;
  private long count;

  /**
   * A stream over another, which {@link #close} closes.
   *
   * @param most bytes that it may give
   */
  LimitedInput(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  @Override
  public long skip(long length) throws IOException {
    long skipped = in.skip(length);
    count(skipped);
    return skipped;
  }

  private void count(long bytes) throws IOException {
    count += bytes;
    if (count > most) {
      throw new IOException("it unpacks to more than " + most + " bytes, a decompression bomb");
    }
  }
}
