package org.recu.data.images;

import org.recu.data.DataException;
import org.recu.data.Dataset;
import org.recu.data.Mapping;

/**
 * The mappings of a set of image files. Owns their native memory.
 *
 * @see Dataset#augmented
 */
public interface ImageMappings extends AutoCloseable {

  /** With random augmentation, for training. */
  Mapping<ImageFile> augmented();

  /** Without randomness, for testing. */
  Mapping<ImageFile> plain();

  /**
   * Announces the number of files.
   *
   * @throws DataException if the cache has no room for that many
   */
  default void expect(int files) throws DataException {}

  @Override
  void close();
}
