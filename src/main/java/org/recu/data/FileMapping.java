package org.recu.data;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.recu.image.PictureReader;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/**
 * Reads a picture's file and puts it through a transform. Keeps as many readers as threads have
 * been at it at once, for the threads of the next epoch, too.
 */
final class FileMapping implements Mapping<ImageFile> {
  private final int imageSize;
  private final PictureStore store;
  private final PictureTransform transform;
  private final Supplier<PictureReader> readers;

  /** Those that no thread is at; the latest first, whose memory the processor still knows. */
  private final ConcurrentLinkedDeque<Workplace> free = new ConcurrentLinkedDeque<>();

  /**
   * A mapping.
   *
   * @param imageSize height and width of the pictures that are made
   * @param store where the files' pictures come from
   * @param transform makes them
   * @param readers makes a reader for a thread
   */
  FileMapping(
      int imageSize,
      PictureStore store,
      PictureTransform transform,
      Supplier<PictureReader> readers) {
    this.imageSize = imageSize;
    this.store = store;
    this.transform = transform;
    this.readers = readers;
  }

  @Override
  public int imageSize() {
    return imageSize;
  }

  /**
   * Makes one picture.
   *
   * @throws DataException if the file cannot be read, or is truncated, damaged or no picture; the
   *     message names it and says which
   */
  @Override
  public void map(ImageFile record, RandomStream random, byte[] image) throws IOException {
    Workplace workplace = free.pollFirst();
    if (workplace == null) {
      workplace = Workplace.with(readers.get());
    }
    try {
      transform.apply(
          store.open(record, workplace),
          random,
          workplace,
          Raster.over(image, imageSize, imageSize));
    } catch (UnreadableImageException e) {
      throw new DataException(record.path() + ": " + e.getMessage(), e);
    } finally {
      free.addFirst(workplace);
    }
  }
}
