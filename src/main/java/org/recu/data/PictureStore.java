package org.recu.data;

import java.io.IOException;
import org.recu.image.EncodedImage;
import org.recu.image.PictureSource;

/** Where the pixels of files come from. For several threads. */
@FunctionalInterface
interface PictureStore {

  /** The files themselves. */
  PictureStore NONE = (file, workplace) -> EncodedImage.of(file.read());

  /**
   * A file's picture, of its own size or smaller.
   *
   * @param file to be looked at
   * @param workplace of the calling thread; what is returned may be in its room for a stored
   *     picture
   * @throws org.recu.image.UnreadableImageException if the file is truncated, damaged or no picture
   * @throws DataException if it cannot be read, or its copy not be written
   */
  PictureSource open(ImageFile file, Workplace workplace) throws IOException;

  /**
   * Tells of files that will be asked for.
   *
   * @throws DataException if there is no room for so many
   */
  default void expect(int files) throws DataException {}
}
