package org.recu.data.images;

import org.recu.data.RandomStream;
import org.recu.image.ImageSource;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/**
 * The image with its short side resized, and of that the middle.
 *
 * @param shortSide what the short side becomes, at least the network's size
 */
record CentreCrop(int shortSide) implements ImageTransform {

  @Override
  public void apply(ImageSource image, RandomStream random, DecodeBuffers workplace, Raster target)
      throws UnreadableImageException {
    workplace.reader().centre(image, shortSide, target.height(), target);
  }
}
