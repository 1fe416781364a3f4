package org.recu.image;

import java.util.Arrays;

/**
 * A reusable image in memory, (height, width, 3), uint8, RGB, for one thread. Its memory grows to
 * the largest image it has held and never shrinks.
 */
public final class Raster implements ImageSource {
  /** Bytes behind the last pixel, so that eight can be read where the last six are. */
  private static final int MARGIN = 2;

  /** What an array can have at most, less the margin. */
  static final int GREATEST = Integer.MAX_VALUE - 16;

  private byte[] pixels;
  private int height;
  private int width;

  /** A raster without pixels. */
  public Raster() {
    this(0, 0);
  }

  /** A black image. */
  public Raster(int height, int width) {
    this(new byte[length(height, width) + MARGIN], height, width);
  }

  private Raster(byte[] pixels, int height, int width) {
    this.pixels = pixels;
    this.height = height;
    this.width = width;
  }

  /**
   * An image over the given memory; it allocates its own if it has to grow.
   *
   * @param pixels not copied
   * @throws IllegalArgumentException if they are fewer than the image has
   */
  public static Raster over(byte[] pixels, int height, int width) {
    if (pixels.length < length(height, width)) {
      throw new IllegalArgumentException(
          "%d bytes are no image of %d x %d pixels".formatted(pixels.length, width, height));
    }
    return new Raster(pixels, height, width);
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

  /**
   * The memory itself, not a copy: the first {@link #length} bytes are the image, row by row; there
   * may be more. Another array after {@link #reshape}.
   */
  public byte[] pixels() {
    return pixels;
  }

  /** The memory, or a copy of it, with two bytes to spare behind the last pixel. */
  byte[] padded() {
    return pixels.length >= length() + MARGIN ? pixels : Arrays.copyOf(pixels, length() + MARGIN);
  }

  /** Bytes of the image, {@code 3 * height * width}. */
  public int length() {
    return 3 * height * width;
  }

  /**
   * Changes the size. The pixels are undefined afterwards.
   *
   * @throws IllegalArgumentException if such an image has more bytes than an array
   */
  public void reshape(int newHeight, int newWidth) {
    int length = length(newHeight, newWidth);
    if (pixels.length < length) {
      pixels = new byte[length + MARGIN];
    }
    height = newHeight;
    width = newWidth;
  }

  private static int length(int height, int width) {
    long length = 3L * height * width;
    if (height < 0 || width < 0 || length > GREATEST) {
      throw new IllegalArgumentException(
          "an image of %d x %d pixels cannot be held".formatted(width, height));
    }
    return (int) length;
  }

  /** Mirrors the image horizontally, as torchvision's {@code hflip}. */
  public void mirror() {
    int stride = 3 * width;
    for (int row = 0; row < length(); row += stride) {
      int left = row;
      int right = row + stride - 3;
      while (left < right) {
        for (int channel = 0; channel < 3; channel++) {
          byte kept = pixels[left + channel];
          pixels[left + channel] = pixels[right + channel];
          pixels[right + channel] = kept;
        }
        left += 3;
        right -= 3;
      }
    }
  }
}
