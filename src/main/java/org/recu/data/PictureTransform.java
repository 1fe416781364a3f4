package org.recu.data;

import org.recu.image.PictureSource;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/** What becomes of a picture on its way to the network. Without state. */
interface PictureTransform {

  /**
   * Makes the picture that the network sees.
   *
   * @param image from its file or a store
   * @param random where chance comes from
   * @param workplace of the calling thread
   * @param target out: already of the size that is wanted
   * @throws UnreadableImageException if the image is truncated or damaged
   */
  void apply(PictureSource image, RandomStream random, Workplace workplace, Raster target)
      throws UnreadableImageException;
}
