package org.recu.data;

/** A split of decoded images of one size, stored consecutively in memory. */
public final class PixelSplit implements Split<Pixels> {
  /** (size, imageSize, imageSize, 3), uint8, RGB. */
  private final byte[] pixels;

  /** One unsigned byte per image. */
  private final byte[] labels;

  private final int imageSize;

  public PixelSplit(byte[] pixels, byte[] labels, int imageSize) {
    if (pixels.length != (long) labels.length * imageSize * imageSize * 3) {
      throw new IllegalArgumentException(
          pixels.length + " bytes are not " + labels.length + " images of size " + imageSize);
    }
    this.pixels = pixels;
    this.labels = labels;
    this.imageSize = imageSize;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int label(int index) {
    return labels[index] & 0xff;
  }

  @Override
  public Pixels record(int index) {
    return new Pixels(pixels, index * imageSize * imageSize * 3, imageSize, imageSize);
  }
}
