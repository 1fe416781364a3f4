package org.recu.packed;

/**
 * The shape of a value: (height, width, channels), channels varying fastest. Features are an image
 * of one pixel.
 *
 * @param height in pixels
 * @param width in pixels
 * @param channels numbers of a pixel
 */
public record Shape(int height, int width, int channels) {

  /** A vector. */
  static Shape features(int count) {
    return new Shape(1, 1, count);
  }

  /** Height times width. */
  public int pixels() {
    return height * width;
  }

  /** All numbers. */
  public int size() {
    return height * width * channels;
  }

  /** The same as equals, but for the time that a record's method takes when first called. */
  boolean isSame(Shape other) {
    return height == other.height && width == other.width && channels == other.channels;
  }

  @Override
  public String toString() {
    return "%dx%dx%d".formatted(height, width, channels);
  }
}
