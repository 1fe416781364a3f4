package org.recu.image;

import org.recu.golden.GoldenTensor;

/** Loads the images of golden files as rasters, and measures the difference between two images. */
public final class Pictures {

  private Pictures() {}

  /** A golden image, (height, width, 3), as a raster. */
  public static Raster raster(GoldenTensor pixels) {
    Raster raster = new Raster(pixels.shape().get(0), pixels.shape().get(1));
    for (int i = 0; i < raster.length(); i++) {
      raster.pixels()[i] = (byte) pixels.values()[i];
    }
    return raster;
  }

  /**
   * Compares two images of the same size.
   *
   * @throws IllegalArgumentException if their sizes differ
   */
  public static Difference difference(Raster actual, GoldenTensor expected) {
    return difference(actual, raster(expected));
  }

  /** Compares two rasters of the same size. */
  public static Difference difference(Raster actual, Raster expected) {
    if (actual.height() != expected.height() || actual.width() != expected.width()) {
      throw new IllegalArgumentException(
          "%dx%d is not %dx%d"
              .formatted(actual.height(), actual.width(), expected.height(), expected.width()));
    }
    int greatest = 0;
    double sum = 0;
    for (int i = 0; i < actual.length(); i++) {
      int difference = Math.abs((actual.pixels()[i] & 0xff) - (expected.pixels()[i] & 0xff));
      greatest = Math.max(greatest, difference);
      sum += difference;
    }
    return new Difference(greatest, sum / actual.length());
  }

  /** The pixels of a part of an image. */
  public static Raster cut(Raster picture, Box box) {
    Raster part = new Raster(box.height(), box.width());
    for (int row = 0; row < box.height(); row++) {
      System.arraycopy(
          picture.pixels(),
          3 * ((box.top() + row) * picture.width() + box.left()),
          part.pixels(),
          3 * row * box.width(),
          3 * box.width());
    }
    return part;
  }

  /**
   * The difference between two images, in levels.
   *
   * @param greatest of all differences
   * @param mean of all differences
   */
  public record Difference(int greatest, double mean) {}
}
