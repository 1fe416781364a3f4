package org.recu.data.images;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.recu.data.DataException;
import org.recu.data.Mapping;
import org.recu.data.RandomStream;
import org.recu.files.PathText;
import org.recu.image.ImageCropper;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/**
 * Reads an image file and applies a transform. Keeps one set of buffers per concurrent thread and
 * reuses it in later epochs.
 */
final class FileMapping implements Mapping<ImageFile> {
  private final int imageSize;
  private final ImageStore store;
  private final ImageTransform transform;
  private final Supplier<ImageCropper> readers;

  /**
   * The idle buffers, most recently used first, since those are likely in the processor's cache.
   */
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
   * @throws DataException if the file cannot be read, or is truncated, damaged or not an image; the
   *     message names the file and the reason
   */
  @Override
  public void map(ImageFile record, RandomStream random, byte[] image) throws IOException {
    DecodeBuffers buffers = free.pollFirst();
    if (buffers == null) {
      buffers = DecodeBuffers.with(readers.get());
    }
    try {
      transform.apply(
          store.open(record, buffers), random, buffers, Raster.over(image, imageSize, imageSize));
    } catch (UnreadableImageException e) {
      throw new DataException(PathText.of(record.path()) + ": " + e.getMessage(), e);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // Whatever a decoder stumbles over is the fault of one image. Its buffers may be huge.
      buffers = null;
      throw new DataException(
          PathText.of(record.path()) + ": " + UnreadableImageException.reason(e), e);
    } finally {
      if (buffers != null) {
        free.addFirst(buffers);
      }
    }
  }
}
