package org.recu.data;

import java.io.IOException;

/**
 * Turns a record into the image that a network sees: decodes, crops, mirrors. Shared by all
 * workers, and therefore stateless.
 *
 * @param <R> what a record is
 */
public interface Mapping<R> {

  /** Height and width of the images that are made, in pixels. */
  int imageSize();

  /**
   * Makes one image.
   *
   * @param record what is stored
   * @param random source of randomness, determined by seed, epoch and record
   * @param image out: (imageSize, imageSize, 3), uint8, RGB; may hold an earlier image
   * @throws IOException if the record cannot be turned into an image
   */
  void map(R record, RandomStream random, byte[] image) throws IOException;
}
