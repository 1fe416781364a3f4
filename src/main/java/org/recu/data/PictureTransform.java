package org.recu.data;

import org.recu.image.EncodedImage;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/** What becomes of an encoded picture on its way to the network. Without state. */
interface PictureTransform {

  /**
   * Makes the picture that the network sees.
   *
   * @param image encoded
   * @param random where chance comes from
   * @param workplace of the calling thread
   * @param target out: already of the size that is wanted
   * @throws UnreadableImageException if the image is truncated or damaged
   */
  void apply(EncodedImage image, RandomStream random, Workplace workplace, Raster target)
      throws UnreadableImageException;
}
