package org.recu.image;

/** The bytes of an image file and the contents of its header, read without decoding any pixels. */
public final class EncodedImage implements ImageSource {
  /** Height and width in pixels of the blocks that a JPEG consists of. */
  private static final int BLOCK = 8;

  private final byte[] bytes;
  private final ImageFormat format;
  private final int height;
  private final int width;

  /** Number of columns that a JPEG decoder produces together; 1 for other formats. */
  private final int unit;

  private EncodedImage(byte[] bytes, ImageFormat format, int height, int width)
      throws UnreadableImageException {
    this(bytes, format, height, width, 1);
  }

  private EncodedImage(byte[] bytes, ImageFormat format, int height, int width, int unit)
      throws UnreadableImageException {
    if (height < 1 || width < 1 || 3L * height * width > Raster.GREATEST) {
      throw new UnreadableImageException(
          "a %s of %d x %d pixels cannot be decoded"
              .formatted(format, Integer.toUnsignedLong(width), Integer.toUnsignedLong(height)));
    }
    this.bytes = bytes;
    this.format = format;
    this.height = height;
    this.width = width;
    this.unit = unit;
  }

  /**
   * Reads the header.
   *
   * @param bytes of the whole file; not copied
   * @throws UnreadableImageException if the format is unknown or the header is damaged
   */
  public static EncodedImage of(byte[] bytes) throws UnreadableImageException {
    ImageFormat format = ImageFormat.of(bytes);
    return switch (format) {
      case JPEG -> jpeg(bytes);
      case PNG -> png(bytes);
      default -> {
        Box size = JavaImage.size(bytes, format);
        yield new EncodedImage(bytes, format, size.height(), size.width());
      }
    };
  }

  /** ISO/IEC 10918-1, annex B: segments with marker and length; the frame header has the size. */
  private static EncodedImage jpeg(byte[] bytes) throws UnreadableImageException {
    int at = 2;
    while (at + 9 <= bytes.length && (bytes[at] & 0xff) == 0xff) {
      int marker = bytes[at + 1] & 0xff;
      if (marker == 0xff) {
        at++;
      } else if (isFrame(marker)) {
        return new EncodedImage(
            bytes, ImageFormat.JPEG, word(bytes, at + 5), word(bytes, at + 7), unit(bytes, at));
      } else {
        at += 2 + word(bytes, at + 2);
      }
    }
    throw new UnreadableImageException(
        "a JPEG of %d bytes without a frame header: truncated or damaged".formatted(bytes.length));
  }

  /** SOF0 to SOF15, except for three numbers that are other markers: DHT, JPG and DAC. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /**
   * Width of a minimum coded unit: a block of 8 columns of the component with the fewest columns.
   * If colour has half the width, these are 16 columns of the image.
   *
   * @param frame position of the frame header's marker; what follows may be truncated
   */
  private static int unit(byte[] bytes, int frame) {
    int components = frame + 9 < bytes.length ? bytes[frame + 9] : 0;
    int most = 1;
    for (int i = 0; i < components && frame + 11 + 3 * i < bytes.length; i++) {
      most = Math.max(most, (bytes[frame + 11 + 3 * i] & 0xff) >> 4);
    }
    return BLOCK * most;
  }

  /** The first chunk, IHDR, begins with width and height. */
  private static EncodedImage png(byte[] bytes) throws UnreadableImageException {
    if (bytes.length < 24) {
      throw new UnreadableImageException("a PNG of %d bytes: truncated".formatted(bytes.length));
    }
    int width = (word(bytes, 16) << 16) | word(bytes, 18);
    int height = (word(bytes, 20) << 16) | word(bytes, 22);
    return new EncodedImage(bytes, ImageFormat.PNG, height, width);
  }

  private static int word(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
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
    return Math.max(unit / ratio, 1);
  }

  /**
   * Whether the file ends with JPEG's end marker, as a complete file does. A file without it may
   * still be complete, with extra bytes after the marker.
   */
  public boolean endsWithMarker() {
    int last = bytes.length - 1;
    return (bytes[last] & 0xff) == 0xd9 && (bytes[last - 1] & 0xff) == 0xff;
  }
}
