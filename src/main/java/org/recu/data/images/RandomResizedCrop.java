package org.recu.data.images;

import org.recu.data.RandomStream;
import org.recu.image.Box;

/**
 * Chooses a random part of an image for training, as torchvision's {@code RandomResizedCrop} does:
 * area uniform over a range of fractions, aspect log-uniform from 3/4 to 4/3, anywhere in the
 * image. A part that does not fit is drawn again; after ten tries the centre is used.
 *
 * @param least fraction of the image's area
 * @param greatest fraction of the image's area; above 1 some tries cannot fit and are drawn again
 */
record RandomResizedCrop(double least, double greatest) {
  private static final int TRIES = 10;
  private static final double NARROWEST = 3.0 / 4;
  private static final double WIDEST = 4.0 / 3;

  /** The published program's, which goes beyond the whole image. */
  static RandomResizedCrop imagenet() {
    return new RandomResizedCrop(0.08, 1.25);
  }

  /** A part of an image of this size. */
  Box draw(int height, int width, RandomStream random) {
    double area = (double) height * width;
    for (int i = 0; i < TRIES; i++) {
      double target = area * (least + (greatest - least) * random.nextDouble());
      double low = StrictMath.log(NARROWEST);
      double aspect = StrictMath.exp(low + (StrictMath.log(WIDEST) - low) * random.nextDouble());
      int cropWidth = (int) Math.rint(Math.sqrt(target * aspect));
      int cropHeight = (int) Math.rint(Math.sqrt(target / aspect));
      if (cropWidth > 0 && cropWidth <= width && cropHeight > 0 && cropHeight <= height) {
        int top = random.nextInt(height - cropHeight + 1);
        int left = random.nextInt(width - cropWidth + 1);
        return new Box(top, left, cropHeight, cropWidth);
      }
    }
    return centre(height, width);
  }

  /** The largest centred part with an allowed aspect. */
  private static Box centre(int height, int width) {
    int cropHeight = height;
    int cropWidth = width;
    double aspect = (double) width / height;
    if (aspect < NARROWEST) {
      cropHeight = (int) Math.rint(width / NARROWEST);
    } else if (aspect > WIDEST) {
      cropWidth = (int) Math.rint(height * WIDEST);
    }
    return new Box((height - cropHeight) / 2, (width - cropWidth) / 2, cropHeight, cropWidth);
  }
}
