package org.recu.data.images;

import org.recu.data.DataException;
import org.recu.data.Dataset;
import org.recu.data.Mapping;

/**
 * How the files of a set become images. Owns what that takes of native memory.
 *
 * @see Dataset#augmented
 */
public interface ImageMappings extends AutoCloseable {

  /** By chance, to train on. */
  Mapping<ImageFile> augmented();

  /** Without chance, to test on. */
  Mapping<ImageFile> plain();

  /**
   * Tells of files that will be asked for.
   *
   * @throws DataException if what keeps them has no room for so many
   */
  default void expect(int files) throws DataException {}

  @Override
  void close();
}
