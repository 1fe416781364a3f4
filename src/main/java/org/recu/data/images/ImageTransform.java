package org.recu.data.images;

import org.recu.data.RandomStream;
import org.recu.image.ImageSource;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/** What becomes of an image on its way to the network. Without state. */
interface ImageTransform {

  /**
   * Makes the image that the network sees.
   *
   * @param image from its file or a store
   * @param random where chance comes from
   * @param workplace of the calling thread
   * @param target out: already of the size that is wanted
   * @throws UnreadableImageException if the image is truncated or damaged
   */
  void apply(ImageSource image, RandomStream random, DecodeBuffers workplace, Raster target)
      throws UnreadableImageException;
}
