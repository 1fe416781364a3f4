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
    int greyBits = greyBits(image);
    boolean plainGrey = greyBits > 0;
    int[] row = new int[image.getWidth()];
    byte[] pixels = raster.pixels();
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      if (plainGrey) {
        image.getRaster().getPixels(0, y, row.length, 1, row);
        for (int x = 0; greyBits > 8 && x < row.length; x++) {
          row[x] >>= greyBits - 8;
        }
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

  /** Bits of a grey image's samples, 8 or more; 0 for other images. */
  private static int greyBits(BufferedImage image) {
    int bits = image.getColorModel().getComponentSize(0);
    return image.getRaster().getNumBands() == 1
            && bits >= 8
            && !(image.getColorModel() instanceof IndexColorModel)
        ? bits
        : 0;
  }
}
