package org.recu.data;

/** A view of one image in a shared array: (height, width, 3), uint8, RGB. */
public final class Pixels {
  private final byte[] bytes;
  private final int offset;
  private final int height;
  private final int width;

  /**
   * A view, not a copy.
   *
   * @param bytes holds the image, row by row, the three channels of a pixel beside each other
   * @param offset of the first row in bytes
   * @param height in pixels
   * @param width in pixels
   * @throws IllegalArgumentException if the image does not lie within bytes
   */
  public Pixels(byte[] bytes, int offset, int height, int width) {
    if (offset < 0 || height < 1 || width < 1 || bytes.length - offset < 3L * height * width) {
      throw new IllegalArgumentException(
          "an image of "
              + height
              + "x"
              + width
              + " at "
              + offset
              + " is outside of the "
              + bytes.length
              + " bytes");
    }
    this.bytes = bytes;
    this.offset = offset;
    this.height = height;
    this.width = width;
  }

  /** Height in pixels. */
  public int height() {
    return height;
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /**
   * Copies pixels of one row.
   *
   * @param row from 0
   * @param column first pixel of the row that is copied, from 0
   * @param count how many pixels
   * @param target where they go, three bytes a pixel
   * @param at index in target of the first byte
   */
  public void copyRow(int row, int column, int count, byte[] target, int at) {
    System.arraycopy(bytes, offset + 3 * (row * width + column), target, at, 3 * count);
  }
}
