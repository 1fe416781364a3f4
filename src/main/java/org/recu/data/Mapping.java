package org.recu.data;

import java.io.IOException;

/**
 * Makes the image that a network sees of a record: decodes, crops, mirrors. Shared by all workers,
 * so without state of its own.
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
   * @param random where chance comes from; the same for the same seed, epoch and record
   * @param image out: (imageSize, imageSize, 3), uint8, RGB; may hold an earlier image
   * @throws IOException if the record cannot be made an image
   */
  void map(R record, RandomStream random, byte[] image) throws IOException;
}
