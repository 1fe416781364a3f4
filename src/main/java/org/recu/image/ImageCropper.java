package org.recu.image;

/**
 * Crops and resizes images, decoding no more of a file than the crop needs. Reuses its memory, so
 * it is not thread-safe.
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
   * Creates a cropper whose pixels are exactly PIL's.
   *
   * @param decoder to use; the caller closes it
   */
  public static ImageCropper exact(ImageDecoder decoder) {
    return new ImageCropper(decoder, false);
  }

  /**
   * Creates a cropper that decodes a JPEG at 1/2, 1/4 or 1/8 of its size if the result is not
   * smaller than the target. Its pixels are slightly softer than PIL's.
   *
   * @param decoder to use; the caller closes it
   */
  public static ImageCropper fast(ImageDecoder decoder) {
    return new ImageCropper(decoder, true);
  }

  /**
   * Crops and resizes an image, as torchvision's {@code resized_crop}.
   *
   * @param image the image; not the target
   * @param crop the part to use
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
   * Resizes an image's short side and crops its centre, as torchvision's {@code Resize(shortSide)}
   * and {@code CenterCrop(size)}.
   *
   * @param image the image; not the target
   * @param shortSide length of its short side after resizing
   * @param size height and width of the crop, at most shortSide
   * @param target out: (size, size, 3)
   * @throws UnreadableImageException if the file is truncated or damaged
   */
  public void centre(ImageSource image, int shortSide, int size, Raster target)
      throws UnreadableImageException {
    CentreCut cut = CentreCut.of(image.height(), image.width(), shortSide, size);
    read(image, cut.vertical(), cut.horizontal(), target);
  }

  /**
   * Shrinks a whole image: its short side is resized as by {@link CentreCut#withShortSide}, unless
   * that would enlarge the image.
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
    Box resized = CentreCut.withShortSide(image.height(), image.width(), shortSide);
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
