package org.recu.data.images;

import java.io.IOException;
import java.nio.file.Path;
import org.recu.data.DataException;
import org.recu.data.ImageCache;
import org.recu.image.EncodedImage;
import org.recu.image.ImageSource;

/** The source of the pixels of image files. Thread-safe. */
@FunctionalInterface
interface ImageStore {

  /** Reads the files themselves. */
  ImageStore NONE = (file, buffers) -> EncodedImage.of(file.read());

  /**
   * The store that a cache needs.
   *
   * @param cache where copies are kept
   * @param root of the set; all files are below it
   * @param shortSide of the copies, in pixels
   * @param fast whether the fast loader makes them, whose pixels differ slightly
   */
  static ImageStore of(ImageCache cache, Path root, int shortSide, boolean fast) {
    return switch (cache) {
      case NONE -> NONE;
      case RAM -> MemoryStore.inHalfOfTheHeap(shortSide);
      case DISK ->
          new DiskStore(
              root,
              root.resolve(".recu-cache").resolve(shortSide + (fast ? "-fast" : "")),
              shortSide);
    };
  }

  /**
   * A file's image, of its own size or smaller.
   *
   * @param file the image file
   * @param buffers of the calling thread; the result may lie in its buffer for a stored image
   * @throws org.recu.image.UnreadableImageException if the file is truncated, damaged or not an
   *     image
   * @throws DataException if it cannot be read, or its copy cannot be written
   */
  ImageSource open(ImageFile file, DecodeBuffers buffers) throws IOException;

  /**
   * Announces the number of files.
   *
   * @throws DataException if there is no room for that many
   */
  default void expect(int files) throws DataException {}
}
