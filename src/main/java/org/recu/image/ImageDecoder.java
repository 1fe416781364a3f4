package org.recu.image;

/** Decodes image files to rasters. Thread-safe. */
public interface ImageDecoder extends AutoCloseable {

  /**
   * Decodes an image.
   *
   * @param image to decode
   * @param raster out: (height, width, 3)
   * @throws UnreadableImageException if the file is truncated or damaged
   */
  void decode(EncodedImage image, Raster raster) throws UnreadableImageException;

  /**
   * Decodes only the requested part of an image, if its format supports that. The pixels equal
   * those of the whole image.
   *
   * @param image to decode
   * @param wanted the part that is needed, in the image scaled down by ratio
   * @param ratio 1; for JPEG also 2, 4 or 8, because its decoder can produce a scaled-down image at
   *     less cost than the whole
   * @param raster out: what was decoded
   * @return position of raster in the image scaled down by ratio; it contains all of wanted
   * @throws UnreadableImageException if the file is truncated or damaged
   * @throws IllegalArgumentException if wanted is not within the image, or ratio is not supported
   */
  Box decode(EncodedImage image, Box wanted, int ratio, Raster raster)
      throws UnreadableImageException;

  /**
   * Does what can be done for an image before it is known which part of it is needed.
   *
   * @return the pixels, if this decoder decodes whole images in any case; otherwise the image as it
   *     is
   * @throws UnreadableImageException if the file is truncated or damaged, and that was noticed
   */
  default ImageSource ahead(EncodedImage image) throws UnreadableImageException {
    return image;
  }

  @Override
  void close();
}
