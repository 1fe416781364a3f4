package org.recu.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;

/**
 * Takes over the pixels of Java's own images as they are stored, as training's loader does.
 *
 * <p>Java would convert them: it treats grey as linear light, follows the colour profile of a file,
 * and rounds 16 bits where the loader takes the upper 8.
 */
public final class BufferedImages {

  private static final int COLOURS = 3;

  private BufferedImages() {}

  /**
   * Copies an image.
   *
   * @param image of any type that converts to RGB; transparency is ignored
   * @param raster out: (height, width, 3)
   */
  public static void copy(BufferedImage image, Raster raster) {
    raster.reshape(image.getHeight(), image.getWidth());
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
      copyBytes(image, raster.pixels());
    } else if (isStoredAsShown(image.getColorModel())) {
      copyShown(image, raster.pixels());
    } else {
      copyStored(image, raster.pixels());
    }
  }

  /**
   * Whether Java's conversion to RGB changes nothing: there is a palette, or 8 bits of ordinary
   * RGB. It also takes back the product with a transparency, and converts what is neither grey nor
   * RGB.
   */
  private static boolean isStoredAsShown(ColorModel model) {
    int bits = model.getComponentSize(0);
    for (int component = 1; component < model.getNumColorComponents(); component++) {
      if (model.getComponentSize(component) != bits) {
        return true;
      }
    }
    if (model instanceof IndexColorModel || model.isAlphaPremultiplied() || bits < Byte.SIZE) {
      return true;
    }
    return switch (model.getColorSpace().getType()) {
      case ColorSpace.TYPE_GRAY -> false;
      case ColorSpace.TYPE_RGB -> model.getColorSpace().isCS_sRGB() && bits == Byte.SIZE;
      default -> true;
    };
  }

  /** Copies the kind of image that most JPEGs become, whose bands are red, green and blue. */
  private static void copyBytes(BufferedImage image, byte[] pixels) {
    byte[] row = new byte[COLOURS * image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getDataElements(0, y, image.getWidth(), 1, row);
      System.arraycopy(row, 0, pixels, y * row.length, row.length);
    }
  }

  private static void copyShown(BufferedImage image, byte[] pixels) {
    int[] row = new int[image.getWidth()];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int value : row) {
        pixels[at++] = (byte) (value >> 16);
        pixels[at++] = (byte) (value >> 8);
        pixels[at++] = (byte) value;
      }
    }
  }

  /** Copies the samples: of grey, each to all colours. */
  private static void copyStored(BufferedImage image, byte[] pixels) {
    int shift = image.getColorModel().getComponentSize(0) - Byte.SIZE;
    int colours = image.getColorModel().getNumColorComponents();
    int bands = image.getRaster().getNumBands();
    int[] row = new int[bands * image.getWidth()];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getPixels(0, y, image.getWidth(), 1, row);
      for (int pixel = 0; pixel < row.length; pixel += bands) {
        for (int colour = 0; colour < COLOURS; colour++) {
          pixels[at++] = (byte) (row[pixel + (colours == 1 ? 0 : colour)] >> shift);
        }
      }
    }
  }
}
