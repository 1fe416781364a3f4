package org.recu.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;

/** Takes over the pixels of Java's own images. */
public final class BufferedImages {

  private BufferedImages() {}

  /**
   * Copies an image.
   *
   * @param image of any type that converts to RGB; transparency is ignored
   * @param raster out: (height, width, 3)
   */
  public static void copy(BufferedImage image, Raster raster) {
    raster.reshape(image.getHeight(), image.getWidth());
    // Java treats grey as linear light, so its conversion to RGB would change the values.
    boolean plainGrey =
        image.getRaster().getNumBands() == 1
            && image.getColorModel().getComponentSize(0) == 8
            && !(image.getColorModel() instanceof IndexColorModel);
    int[] row = new int[image.getWidth()];
    byte[] pixels = raster.pixels();
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      if (plainGrey) {
        image.getRaster().getPixels(0, y, row.length, 1, row);
      } else {
        image.getRGB(0, y, row.length, 1, row, 0, row.length);
      }
      for (int value : row) {
        pixels[at++] = (byte) (plainGrey ? value : value >> 16);
        pixels[at++] = (byte) (plainGrey ? value : value >> 8);
        pixels[at++] = (byte) value;
      }
    }
  }
}
