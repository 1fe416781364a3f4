package org.recu.data;

import org.recu.image.EncodedImage;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/**
 * The picture with its short side resized, and of that the middle.
 *
 * @param shortSide what the short side becomes, at least the network's size
 */
record CentreOfPicture(int shortSide) implements PictureTransform {

  /** In the proportion of ImageNet's 256 to 224. */
  static CentreOfPicture imagenet(int imageSize) {
    return new CentreOfPicture(imageSize * 8 / 7);
  }

  @Override
  public void apply(EncodedImage image, RandomStream random, Workplace workplace, Raster target)
      throws UnreadableImageException {
    workplace.reader().centre(image, shortSide, target.height(), target);
  }
}
