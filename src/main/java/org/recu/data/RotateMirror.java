package org.recu.data;

import org.recu.image.PictureSource;
import org.recu.image.Raster;
import org.recu.image.Rotation;
import org.recu.image.UnreadableImageException;

/**
 * Tiny-ImageNet's augmentation: the picture enlarged, rotated by an angle that is uniform over a
 * range (nearest neighbour, black outside), mirrored every other time.
 *
 * @param degrees greatest angle to either side
 */
record RotateMirror(double degrees) implements PictureTransform {

  @Override
  public void apply(PictureSource image, RandomStream random, Workplace workplace, Raster target)
      throws UnreadableImageException {
    Raster upright = workplace.spare();
    workplace.reader().centre(image, target.height(), target.height(), upright);
    Rotation.rotate(upright, degrees * (2 * random.nextDouble() - 1), target);
    if (random.nextBoolean()) {
      target.mirror();
    }
  }
}
