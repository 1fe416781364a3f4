package org.recu.data.images;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.recu.data.DataException;
import org.recu.data.Mapping;
import org.recu.data.RandomStream;
import org.recu.image.ImageCropper;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/**
 * Reads an image's file and puts it through a transform. Keeps as many readers as threads have been
 * at it at once, for the threads of the next epoch, too.
 */
final class FileMapping implements Mapping<ImageFile> {
  private final int imageSize;
  private final ImageStore store;
  private final ImageTransform transform;
  private final Supplier<ImageCropper> readers;

  /** Those that no thread is at; the latest first, whose memory the processor still knows. */
  private final ConcurrentLinkedDeque<DecodeBuffers> free = new ConcurrentLinkedDeque<>();

  /**
   * A mapping.
   *
   * @param imageSize height and width of the images that are made
   * @param store where the files' images come from
   * @param transform makes them
   * @param readers makes a reader for a thread
   */
  FileMapping(
      int imageSize, ImageStore store, ImageTransform transform, Supplier<ImageCropper> readers) {
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
   * Makes one image.
   *
   * @throws DataException if the file cannot be read, or is truncated, damaged or no image; the
   *     message names it and says which
   */
  @Override
  public void map(ImageFile record, RandomStream random, byte[] image) throws IOException {
    DecodeBuffers workplace = free.pollFirst();
    if (workplace == null) {
      workplace = DecodeBuffers.with(readers.get());
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
