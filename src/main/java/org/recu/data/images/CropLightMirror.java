package org.recu.data.images;

import org.recu.data.RandomStream;
import org.recu.image.ImageSource;
import org.recu.image.Lighting;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/**
 * ImageNet's augmentation: a random resized crop, lighting noise, and a mirror image with
 * probability 1/2.
 *
 * @param crop how the part is drawn
 * @param lighting standard deviation of the light's three normal numbers; 0 for none
 */
record CropLightMirror(RandomResizedCrop crop, double lighting) implements ImageTransform {

  @Override
  public void apply(ImageSource image, RandomStream random, DecodeBuffers buffers, Raster target)
      throws UnreadableImageException {
    buffers
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
