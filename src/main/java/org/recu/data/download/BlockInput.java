package org.recu.data.download;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream over another that reads a single byte as a block of one. */
abstract class BlockInput extends FilterInputStream {

  /** A stream over another, which {@link #close} closes. */
  BlockInput(InputStream in) {
    super(in);
  }

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] bytes, int offset, int length) throws IOException;
}
