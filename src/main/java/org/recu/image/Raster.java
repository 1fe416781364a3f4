package org.recu.image;

import java.util.Arrays;

/**
 * A reusable image in memory, (height, width, 3), uint8, RGB. Its memory grows to the largest image
 * it has held and never shrinks. Not thread-safe.
 */
public final class Raster implements ImageSource {
  /** Spare bytes after the last pixel, so that eight bytes can be read where the last six are. */
  private static final int MARGIN = 2;

  /** The greatest length of an array, minus the margin. */
  static final int GREATEST = Integer.MAX_VALUE - 16;

  private byte[] pixels;
  private int height;
  private int width;

  /** Creates a raster without pixels. */
  public Raster() {
    this(0, 0);
  }

  /** Creates a black image. */
  public Raster(int height, int width) {
    this(new byte[length(height, width) + MARGIN], height, width);
  }

  private Raster(byte[] pixels, int height, int width) {
    this.pixels = pixels;
    this.height = height;
    this.width = width;
  }

  /**
   * Creates an image on top of the given memory; it allocates its own if it has to grow.
   *
   * @param pixels not copied
   * @throws IllegalArgumentException if there are fewer bytes than the image needs
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
   * The memory itself, not a copy. The first {@link #length} bytes are the image, row by row; there
   * may be more. {@link #reshape} may replace the array.
   */
  public byte[] pixels() {
    return pixels;
  }

  /** The memory, or a copy of it, with two spare bytes after the last pixel. */
  byte[] padded() {
    return pixels.length >= length() + MARGIN ? pixels : Arrays.copyOf(pixels, length() + MARGIN);
  }

  /** Size of the image in bytes, {@code 3 * height * width}. */
  public int length() {
    return 3 * height * width;
  }

  /**
   * Changes the size. The pixels are undefined afterwards.
   *
   * @throws IllegalArgumentException if the image would need more bytes than an array can have
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
