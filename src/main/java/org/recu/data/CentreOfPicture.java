package org.recu.data;

import org.recu.image.PictureSource;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/**
 * The picture with its short side resized, and of that the middle.
 *
 * @param shortSide what the short side becomes, at least the network's size
 */
record CentreOfPicture(int shortSide) implements PictureTransform {

  @Override
  public void apply(PictureSource image, RandomStream random, Workplace workplace, Raster target)
      throws UnreadableImageException {
    workplace.reader().centre(image, shortSide, target.height(), target);
  }
}
