package org.recu.image;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The bytes of an image file and the contents of its header, read without decoding any pixels. */
public final class EncodedImage implements ImageSource {
  /** The most pixels that PIL opens. */
  private static final long MOST_PIXELS = 178_956_970;

  /** Deflate makes no more than 1032 bytes of one. */
  private static final long MOST_INFLATED = 1032;

  /** Bytes of a PNG before its first chunk of pixels. */
  private static final int PNG_HEADER = 26;

  private final byte[] bytes;
  private final ImageFormat format;
  private final int height;
  private final int width;

  /** Empty for JPEG and PNG. */
  private final Optional<RareImage> rare;

  /** Empty for formats other than JPEG. */
  private final Optional<JpegHeader> jpeg;

  private EncodedImage(
      byte[] bytes,
      ImageFormat format,
      Box size,
      Optional<RareImage> rare,
      Optional<JpegHeader> jpeg) {
    this.bytes = bytes;
    this.format = format;
    this.height = size.height();
    this.width = size.width();
    this.rare = rare;
    this.jpeg = jpeg;
  }

  /**
   * Reads the header.
   *
   * @param bytes of the whole file; not copied
   * @throws UnreadableImageException if the format is unknown, the header is damaged, the image has
   *     more pixels than PIL opens, or it is of a kind that is not decoded
   */
  public static EncodedImage of(byte[] bytes) throws UnreadableImageException {
    ImageFormat format = ImageFormat.of(bytes);
    return switch (format) {
      case JPEG -> {
        JpegHeader header = JpegHeader.of(bytes);
        Box size = size(format, header.height(), header.width());
        yield new EncodedImage(bytes, format, size, Optional.empty(), Optional.of(header));
      }
      case PNG -> new EncodedImage(bytes, format, png(bytes), Optional.empty(), Optional.empty());
      default -> {
        RareImage rare = RareImage.of(bytes, format);
        Box size = size(format, rare.height(), rare.width());
        yield new EncodedImage(bytes, format, size, Optional.of(rare), Optional.empty());
      }
    };
  }

  /**
   * Refuses a file that is too short for its pixels before any memory is taken for them: it is
   * truncated, or a decompression bomb. To be called by decoders.
   *
   * @throws UnreadableImageException if it is
   */
  public void requirePossible() throws UnreadableImageException {
    long least =
        switch (format) {
          // A block of 8 x 8 samples takes a bit, and one component has a quarter of the pixels or
          // more.
          case JPEG -> jpeg.orElseThrow().coded() ? (long) height * width / 256 / Byte.SIZE : 0;
          case PNG -> pngBits() * height * width / Byte.SIZE / MOST_INFLATED;
          default -> rare.orElseThrow().leastBytes();
        };
    if (least > bytes.length) {
      throw new UnreadableImageException(
          "a truncated or damaged %s of %d bytes: %d x %d pixels take more"
              .formatted(format, bytes.length, width, height));
    }
    if (jpeg.isPresent() && jpeg.get().progressive()) {
      JpegHeader.requireFewScans(bytes);
    }
  }

  /** Bits of a pixel: those of a sample, by the samples of the colour type. */
  private long pngBits() {
    if (bytes.length < PNG_HEADER) {
      return 1;
    }
    int samples =
        switch (bytes[25]) {
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> 1;
        };
    return (long) samples * Math.max(1, bytes[24] & 0x1f);
  }

  /** The first chunk, IHDR, begins with width and height. */
  private static Box png(byte[] bytes) throws UnreadableImageException {
    if (bytes.length < 24) {
      throw new UnreadableImageException("a PNG of %d bytes: truncated".formatted(bytes.length));
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    return size(ImageFormat.PNG, header.getInt(20), header.getInt(16));
  }

  /** Checks the size before any memory is taken for the pixels. */
  private static Box size(ImageFormat format, int height, int width)
      throws UnreadableImageException {
    if (height < 1 || width < 1) {
      throw new UnreadableImageException(
          "a damaged %s of %d x %d pixels"
              .formatted(format, Integer.toUnsignedLong(width), Integer.toUnsignedLong(height)));
    }
    if ((long) height * width > MOST_PIXELS) {
      throw new UnreadableImageException(
          "a %s of %d x %d pixels, expected %d pixels at most, as PIL does"
              .formatted(format, width, height, MOST_PIXELS));
    }
    return Box.whole(height, width);
  }

  /** The bytes themselves, not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** The format of the file. */
  public ImageFormat format() {
    return format;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

  /**
   * Height, in pixels, of the image decoded at a fraction of its size, as a JPEG decoder can.
   *
   * @param ratio 1, 2, 4 or 8
   */
  public int height(int ratio) {
    return (height + ratio - 1) / ratio;
  }

  /** Width, in pixels, of the image decoded at a fraction of its size, as a JPEG decoder can. */
  public int width(int ratio) {
    return (width + ratio - 1) / ratio;
  }

  /**
   * Number of columns that a JPEG decoder produces together at a fraction of the size; it can start
   * at any multiple of this. 1 for other formats.
   *
   * @param ratio 1, 2, 4 or 8
   */
  public int unit(int ratio) {
    return Math.max(jpeg.map(JpegHeader::unit).orElse(1) / ratio, 1);
  }

  /** The image in a format that is rare in data sets; empty for JPEG and PNG. */
  Optional<RareImage> rare() {
    return rare;
  }

  /** Whether a part can be decoded alone. */
  public boolean partial() {
    return jpeg.map(JpegHeader::partial).orElse(false) && endsWithMarker();
  }

  /**
   * Whether the file ends with JPEG's end marker, as a complete file does. A file without it may
   * still be complete, with extra bytes after the marker.
   */
  private boolean endsWithMarker() {
    int last = bytes.length - 1;
    return (bytes[last] & 0xff) == 0xd9 && (bytes[last - 1] & 0xff) == 0xff;
  }
}
