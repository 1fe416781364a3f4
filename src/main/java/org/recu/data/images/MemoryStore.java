package org.recu.data.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.recu.data.DataException;
import org.recu.files.ByteCount;
import org.recu.image.EncodedImage;
import org.recu.image.ImageSource;
import org.recu.image.Raster;

/**
 * Caches small decoded copies on the heap. Images that do not fit are decoded every time, with the
 * same pixels.
 */
final class MemoryStore implements ImageStore {
  private final int shortSide;

  /** The capacity in bytes. */
  private final long limit;

  private final Map<Path, Raster> copies = new ConcurrentHashMap<>();

  /** The size of the copies in bytes. */
  private final AtomicLong used = new AtomicLong();

  /** The number of announced files. */
  private long expected;

  /**
   * A store in half of the heap.
   *
   * @param shortSide of the copies, in pixels; smaller images keep their size
   */
  static MemoryStore inHalfOfTheHeap(int shortSide) {
    return new MemoryStore(shortSide, Runtime.getRuntime().maxMemory() / 2);
  }

  MemoryStore(int shortSide, long limit) {
    this.shortSide = shortSide;
    this.limit = limit;
  }

  @Override
  public ImageSource open(ImageFile file, DecodeBuffers buffers) throws IOException {
    Raster kept = copies.get(file.path());
    if (kept != null) {
      return kept;
    }
    Raster copy = new Raster();
    buffers.reader().shrunk(EncodedImage.of(file.read()), shortSide, copy);
    if (used.addAndGet(copy.length()) > limit || copies.putIfAbsent(file.path(), copy) != null) {
      used.addAndGet(-copy.length());
    }
    return copy;
  }

  /** Assumes an aspect ratio of 4:3 for all images, as most photographs have. */
  @Override
  public synchronized void expect(int files) throws DataException {
    expected += files;
    long bytes = expected * shortSide * (shortSide * 4 / 3) * 3;
    if (bytes > limit) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "--cache ram: %,d images take about %s, and half of the heap is %s;"
                  + " --cache disk has no such limit",
              expected,
              ByteCount.text(bytes),
              ByteCount.text(limit)));
    }
  }

  /** The size of the cached copies in bytes. */
  long used() {
    return used.get();
  }
}
