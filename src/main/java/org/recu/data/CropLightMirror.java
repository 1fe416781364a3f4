package org.recu.data;

import org.recu.image.Lighting;
import org.recu.image.PictureSource;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/**
 * ImageNet's augmentation: a random resized crop, another light, a mirror image every other time.
 *
 * @param crop how the part is drawn
 * @param lighting standard deviation of the light's three normal numbers; 0 for none
 */
record CropLightMirror(RandomResizedCrop crop, double lighting) implements PictureTransform {

  @Override
  public void apply(PictureSource image, RandomStream random, Workplace workplace, Raster target)
      throws UnreadableImageException {
    workplace
        .reader()
        .crop(
            image,
            crop.draw(image.height(), image.width(), random),
            random.nextBoolean(),
            target.height(),
            target.width(),
            target);
    if (lighting > 0) {
      Lighting.add(
          target,
          lighting * random.nextGaussian(),
          lighting * random.nextGaussian(),
          lighting * random.nextGaussian());
    }
  }
}
