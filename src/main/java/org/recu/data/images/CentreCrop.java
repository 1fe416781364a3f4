package org.recu.data.images;

import org.recu.data.RandomStream;
import org.recu.image.ImageSource;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/**
 * Resizes the short side of an image and takes the centre.
 *
 * @param shortSide target length of the short side, at least the network's size
 */
record CentreCrop(int shortSide) implements ImageTransform {

  @Override
  public void apply(ImageSource image, RandomStream random, DecodeBuffers buffers, Raster target)
      throws UnreadableImageException {
    buffers.reader().centre(image, shortSide, target.height(), target);
  }
}
