package org.recu.image;

/**
 * How an image of any size becomes a square, as torchvision's {@code Resize(shortSide)} and {@code
 * CenterCrop(size)}: along each axis.
 *
 * @param vertical maps rows of the image to rows of the square
 * @param horizontal maps columns to columns
 */
public record CentreCut(Axis vertical, Axis horizontal) {

  /**
   * The cut of an image.
   *
   * @param height of the image
   * @param width of the image
   * @param shortSide length of its short side after resizing
   * @param size height and width of the square, at most shortSide
   */
  public static CentreCut of(int height, int width, int shortSide, int size) {
    Box resized = withShortSide(height, width, shortSide);
    Box window = Box.centre(resized.height(), resized.width(), size);
    return new CentreCut(
        Axis.part(height, resized.height(), window.top(), window.bottom()),
        Axis.part(width, resized.width(), window.left(), window.right()));
  }

  /**
   * The size that torchvision's {@code Resize} with one number gives an image: the short side gets
   * that length, and the long side keeps the aspect ratio, rounded down.
   */
  public static Box withShortSide(int height, int width, int shortSide) {
    return height <= width
        ? Box.whole(shortSide, (int) ((double) shortSide * width / height))
        : Box.whole((int) ((double) shortSide * height / width), shortSide);
  }

  /**
   * Cuts an image.
   *
   * @param image of the size that the cut was made for; not the target
   * @param resampler whose memory is used
   * @param target out: (size, size, 3)
   */
  public void resample(Raster image, Resampler resampler, Raster target) {
    Box whole = Box.whole(image.height(), image.width());
    resampler.resample(image, whole, vertical, horizontal, target);
  }
}
