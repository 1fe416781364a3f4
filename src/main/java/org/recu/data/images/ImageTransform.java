package org.recu.data.images;

import org.recu.data.RandomStream;
import org.recu.image.ImageSource;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/** A transform from a decoded image to the network's input. Stateless. */
interface ImageTransform {

  /**
   * Makes the image that the network sees.
   *
   * @param image from a file or a store
   * @param random source of randomness
   * @param buffers of the calling thread
   * @param target out: already of the target size
   * @throws UnreadableImageException if the image is truncated or damaged
   */
  void apply(ImageSource image, RandomStream random, DecodeBuffers buffers, Raster target)
      throws UnreadableImageException;
}
