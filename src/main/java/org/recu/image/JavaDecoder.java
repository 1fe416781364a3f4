package org.recu.image;

/**
 * Decodes images without TensorFlow: JPEG and PNG with {@code javax.imageio}, the rarer formats as
 * their {@link RareImage} says. It decodes whole images only, and no CMYK; the colours of a JPEG
 * may differ from PIL's by a few levels.
 */
public final class JavaDecoder implements ImageDecoder {

  /**
   * Decodes an image.
   *
   * @param image to decode
   * @param raster out: (height, width, 3)
   * @throws UnreadableImageException if the file is truncated or damaged
   */
  public static void decodeWhole(EncodedImage image, Raster raster)
      throws UnreadableImageException {
    image.requirePossible();
    if (image.rare().isPresent()) {
      raster.reshape(image.height(), image.width());
      image.rare().get().decode(raster.pixels());
    } else {
      FileBytes file = new FileBytes(image.bytes(), image.format());
      BufferedImages.copy(JavaImage.read(file, reader -> reader.read(0)), raster);
    }
  }

  @Override
  public void decode(EncodedImage image, Raster raster) throws UnreadableImageException {
    decodeWhole(image, raster);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if wanted is not within the image, or ratio is not 1
   */
  @Override
  public Box decode(EncodedImage image, Box wanted, int ratio, Raster raster)
      throws UnreadableImageException {
    if (ratio != 1) {
      throw new IllegalArgumentException(
          "a %s at 1/%d of its size".formatted(image.format(), ratio));
    }
    Box whole = Box.whole(image.height(), image.width());
    if (!whole.contains(wanted)) {
      throw new IllegalArgumentException("%s is not within %s".formatted(wanted, whole));
    }
    decodeWhole(image, raster);
    return whole;
  }

  /** Does nothing: this decoder owns nothing. */
  @Override
  public void close() {}
}
