package org.recu.image;

/**
 * A rectangle of whole pixels.
 *
 * @param top index of its first row, from 0
 * @param left index of its first column, from 0
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 */
public record Box(int top, int left, int height, int width) {

  /** Checks that the rectangle is not empty and does not start above or left of the origin. */
  public Box {
    if (top < 0 || left < 0 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a box of %dx%d at row %d, column %d".formatted(height, width, top, left));
    }
  }

  /** The box of a whole image. */
  public static Box whole(int height, int width) {
    return new Box(0, 0, height, width);
  }

  /** One past the last row. */
  public int bottom() {
    return top + height;
  }

  /** One past the last column. */
  public int right() {
    return left + width;
  }

  /** Whether the other box lies completely within this one. */
  public boolean contains(Box other) {
    return top <= other.top
        && left <= other.left
        && bottom() >= other.bottom()
        && right() >= other.right();
  }

  /**
   * The square in the middle, as torchvision's {@code CenterCrop} places it: an offset halfway
   * between two integers is rounded to the even one.
   *
   * @param height of the image
   * @param width of the image
   * @param size of the square
   * @throws IllegalArgumentException if the image is smaller than the square
   */
  public static Box centre(int height, int width, int size) {
    return new Box(
        (int) Math.rint((height - size) / 2.0), (int) Math.rint((width - size) / 2.0), size, size);
  }
}
