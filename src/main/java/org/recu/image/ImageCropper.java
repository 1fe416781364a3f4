package org.recu.image;

/**
 * Crops and resizes images, decoding no more of a file than the crop needs. Reuses its memory; for
 * one thread.
 */
public final class ImageCropper {
  private static final int GREATEST_RATIO = 8;

  private final ImageDecoder decoder;
  private final boolean scaled;
  private final Raster part = new Raster();
  private final Resampler resampler = new Resampler();

  private ImageCropper(ImageDecoder decoder, boolean scaled) {
    this.decoder = decoder;
    this.scaled = scaled;
  }

  /**
   * A cropper with exactly PIL's pixels.
   *
   * @param decoder stays the caller's
   */
  public static ImageCropper exact(ImageDecoder decoder) {
    return new ImageCropper(decoder, false);
  }

  /**
   * A cropper that decodes a JPEG at 1/2, 1/4 or 1/8 of its size if the result is not smaller than
   * the target. Its pixels are slightly softer than PIL's.
   *
   * @param decoder stays the caller's
   */
  public static ImageCropper fast(ImageDecoder decoder) {
    return new ImageCropper(decoder, true);
  }

  /**
   * A part of an image, resized: torchvision's {@code resized_crop}.
   *
   * @param image the image; not the target
   * @param crop which part
   * @param mirrored whether to mirror it horizontally
   * @param height of the result
   * @param width of the result
   * @param target out: (height, width, 3)
   * @throws UnreadableImageException if the file is truncated or damaged
   */
  public void crop(
      ImageSource image, Box crop, boolean mirrored, int height, int width, Raster target)
      throws UnreadableImageException {
    Axis across = Axis.whole(crop.left(), crop.width(), width);
    read(
        image,
        Axis.whole(crop.top(), crop.height(), height),
        mirrored ? across.reverse() : across,
        target);
  }

  /**
   * The centre of an image whose short side is resized: torchvision's {@code Resize(shortSide)} and
   * {@code CenterCrop(size)}.
   *
   * @param image the image; not the target
   * @param shortSide what its short side becomes
   * @param size height and width of the middle, at most shortSide
   * @param target out: (size, size, 3)
   * @throws UnreadableImageException if the file is truncated or damaged
   */
  public void centre(ImageSource image, int shortSide, int size, Raster target)
      throws UnreadableImageException {
    Box resized = withShortSide(image.height(), image.width(), shortSide);
    Box window = Box.centre(resized.height(), resized.width(), size);
    read(
        image,
        Axis.part(image.height(), resized.height(), window.top(), window.bottom()),
        Axis.part(image.width(), resized.width(), window.left(), window.right()),
        target);
  }

  /**
   * What torchvision's {@code Resize} with one number makes of an image: the short side gets that
   * length, the long one what keeps the shape, cut to a whole number.
   */
  public static Box withShortSide(int height, int width, int shortSide) {
    return height <= width
        ? Box.whole(shortSide, (int) ((double) shortSide * width / height))
        : Box.whole((int) ((double) shortSide * height / width), shortSide);
  }

  /**
   * The whole image, reduced: with the short side resized as by {@link #withShortSide}, or as it is
   * where that would enlarge it.
   *
   * @param image the image
   * @param shortSide greatest length of its short side
   * @param target out
   * @throws UnreadableImageException if the file is truncated or damaged
   */
  public void shrunk(EncodedImage image, int shortSide, Raster target)
      throws UnreadableImageException {
    if (Math.min(image.height(), image.width()) <= shortSide) {
      decoder.decode(image, target);
      return;
    }
    Box resized = withShortSide(image.height(), image.width(), shortSide);
    read(
        image,
        Axis.whole(0, image.height(), resized.height()),
        Axis.whole(0, image.width(), resized.width()),
        target);
  }

  private void read(ImageSource source, Axis vertical, Axis horizontal, Raster target)
      throws UnreadableImageException {
    if (source instanceof Raster raster) {
      Box whole = Box.whole(raster.height(), raster.width());
      resampler.resample(raster, whole, vertical, horizontal, target);
    } else {
      decode((EncodedImage) source, vertical, horizontal, target);
    }
  }

  private void decode(EncodedImage image, Axis vertical, Axis horizontal, Raster target)
      throws UnreadableImageException {
    int ratio = ratio(image, vertical, horizontal);
    ResampleWeights down = new ResampleWeights(vertical.scaled(ratio, image.height(ratio)));
    ResampleWeights across = new ResampleWeights(horizontal.scaled(ratio, image.width(ratio)));
    Box needed =
        new Box(down.low(), across.low(), down.high() - down.low(), across.high() - across.low());
    Box decoded = decoder.decode(image, needed, ratio, part);
    resampler.resample(part, decoded, down, across, target);
  }

  private int ratio(EncodedImage image, Axis vertical, Axis horizontal) {
    int ratio = 1;
    if (scaled && image.format() == ImageFormat.JPEG) {
      while (ratio < GREATEST_RATIO
          && vertical.length() >= 2 * ratio * vertical.size()
          && horizontal.length() >= 2 * ratio * horizontal.size()) {
        ratio *= 2;
      }
    }
    return ratio;
  }
}
