package org.recu.data.images;

import org.recu.data.RandomStream;
import org.recu.image.ImageSource;
import org.recu.image.Raster;
import org.recu.image.Rotation;
import org.recu.image.UnreadableImageException;

/**
 * Tiny-ImageNet's augmentation: the image enlarged, rotated by an angle that is uniform over a
 * range (nearest neighbour, black outside), mirrored with probability 1/2.
 *
 * @param degrees greatest angle to either side
 */
record RotateMirror(double degrees) implements ImageTransform {

  @Override
  public void apply(ImageSource image, RandomStream random, DecodeBuffers buffers, Raster target)
      throws UnreadableImageException {
    Raster upright = buffers.spare();
    buffers.reader().centre(image, target.height(), target.height(), upright);
    Rotation.rotate(upright, degrees * (2 * random.nextDouble() - 1), target);
    if (random.nextBoolean()) {
      target.mirror();
    }
  }
}
