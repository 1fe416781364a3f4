package org.recu.image;

/**
 * An image in one of the formats that are rare in data sets. Its header has been read: size and
 * kind are known, and the kind is one whose pixels are PIL's.
 */
interface RareImage {

  /** Height in pixels. */
  int height();

  /** Width in pixels. */
  int width();

  /**
   * The fewest bytes that a file with all of the pixels has. A file with fewer is truncated, or
   * made to take memory, and is refused before anything is allocated.
   */
  long leastBytes();

  /**
   * Decodes the whole image.
   *
   * @param pixels out: (height, width, 3), already of that size
   * @throws UnreadableImageException if the file is truncated or damaged
   */
  void decode(byte[] pixels) throws UnreadableImageException;

  /**
   * Reads the header of a file.
   *
   * @throws UnreadableImageException if it is damaged, or the image is of a kind that is not
   *     decoded; the message names the kind
   */
  static RareImage of(byte[] bytes, ImageFormat format) throws UnreadableImageException {
    return switch (format) {
      case BMP -> BmpImage.of(bytes);
      case GIF -> GifImage.of(bytes);
      case TIFF -> TiffImage.of(bytes);
      case PNM -> PnmImage.of(bytes);
      case WEBP -> throw unsupported("WebP");
      case JPEG, PNG -> throw new IllegalArgumentException(format + " is not rare");
    };
  }

  /** An image that may be valid, but of a kind that is not decoded. */
  static UnreadableImageException unsupported(String what) {
    return new UnreadableImageException(what + " is not supported: convert it to PNG");
  }
}
