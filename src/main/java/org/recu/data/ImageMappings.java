package org.recu.data;

/**
 * How the files of a set become pictures. Owns what that takes of native memory.
 *
 * @see Dataset#augmented
 */
interface ImageMappings extends AutoCloseable {

  /** By chance, to train on. */
  Mapping<ImageFile> augmented();

  /** Without chance, to test on. */
  Mapping<ImageFile> plain();

  @Override
  void close();
}
