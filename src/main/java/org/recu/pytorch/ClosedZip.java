package org.recu.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * A zip without the bytes between its directory and its end, as PyTorch sees it. Commons Compress
 * would take them for bytes before the zip, and look for the directory elsewhere.
 */
final class ClosedZip implements SeekableByteChannel {

  private final FileChannel file;

  /** Number of bytes that come from the file. */
  private final long kept;

  private final ByteBuffer end;
  private long position;

  /**
   * Opens a view.
   *
   * @param file owned by this channel
   * @param zip the file's end
   */
  ClosedZip(FileChannel file, ZipEnd zip) {
    this.file = file;
    kept = zip.start() + zip.length();
    end = ByteBuffer.wrap(zip.closed());
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (position >= size()) {
      return -1;
    }
    long left = position < kept ? kept - position : size() - position;
    ByteBuffer part = target.slice();
    part.limit((int) Math.min(target.remaining(), left));
    int count = part.remaining();
    if (position < kept) {
      count = file.read(part, position);
    } else {
      part.put(end.slice((int) (position - kept), count));
    }
    if (count > 0) {
      position += count;
      target.position(target.position() + count);
    }
    return count;
  }

  @Override
  public long size() {
    return kept + end.limit();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
