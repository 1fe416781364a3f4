package org.recu.image;

import java.util.Arrays;

/**
 * A BMP: uncompressed, with a palette, or with 16, 24 or 32 bits a pixel. Alpha is ignored. The
 * fields of a pixel are scaled to 8 bits as PIL does, rounded down.
 */
final class BmpImage implements RareImage {
  private static final int FILE_HEADER = 14;
  private static final int OLD_HEADER = 12;
  private static final int BIT_FIELDS = 3;
  private static final int TOP_DOWN = 0xff;

  /** Masks of red, green and blue that PIL knows. */
  private static final int[] FIELDS_565 = {0xf800, 0x7e0, 0x1f};

  private static final int[] FIELDS_555 = {0x7c00, 0x3e0, 0x1f};
  private static final int[] BGR = {0xff0000, 0xff00, 0xff};
  private static final int[] RGB = {0xff, 0xff00, 0xff0000};
  private static final int[] XBGR = {0xff000000, 0xff0000, 0xff00};

  private final FileBytes file;
  private final int height;
  private final int width;
  private final int bits;

  /** Position of the first row in the file. */
  private final int start;

  private final boolean bottomUp;

  /** Masks of red, green and blue in a pixel; null with a palette. */
  private final int[] masks;

  /** Blue, green and red of each palette entry. */
  private final byte[] palette;

  private BmpImage(
      FileBytes file,
      Box size,
      int bits,
      int start,
      boolean bottomUp,
      int[] masks,
      byte[] palette) {
    this.file = file;
    this.height = size.height();
    this.width = size.width();
    this.bits = bits;
    this.start = start;
    this.bottomUp = bottomUp;
    this.masks = masks;
    this.palette = palette;
  }

  /** Reads the header. */
  static BmpImage of(byte[] bytes) throws UnreadableImageException {
    FileBytes file = new FileBytes(bytes, ImageFormat.BMP);
    int header = file.little32(FILE_HEADER);
    boolean old = header == OLD_HEADER;
    if (!old && !Arrays.asList(40, 52, 56, 64, 108, 124).contains(header)) {
      throw RareImage.unsupported("a BMP with a header of %d bytes".formatted(header));
    }
    boolean bottomUp = old || file.unsigned(25) != TOP_DOWN;
    int width = old ? file.little16(18) : file.little32(18);
    int height = old ? file.little16(20) : file.little32(22);
    int bits = file.little16(old ? 24 : 28);
    int compression = old ? 0 : file.little32(30);
    if (compression != 0 && compression != BIT_FIELDS) {
      throw RareImage.unsupported(
          compression == 1 || compression == 2
              ? "a BMP with run-length encoding"
              : "a BMP with compression %d".formatted(compression));
    }
    if (!Arrays.asList(1, 4, 8, 16, 24, 32).contains(bits)) {
      throw RareImage.unsupported("a BMP of %d bits a pixel".formatted(bits));
    }
    int[] masks = bits <= 8 ? null : masks(file, bits, compression, header);
    int start = file.little32(10);
    byte[] palette = new byte[0];
    if (masks == null) {
      int entry = old ? 3 : 4;
      int colours = old || file.little32(46) == 0 ? 1 << bits : file.little32(46);
      if (colours < 0 || colours > 256) {
        throw new UnreadableImageException(
            "a damaged BMP: a palette of %d colours".formatted(colours));
      }
      palette = palette(file, FILE_HEADER + header, colours, entry);
      if (start == FILE_HEADER + header) {
        start += entry * colours;
      }
    }
    Box size = size(width, bottomUp ? height : -height);
    return new BmpImage(file, size, bits, start, bottomUp, masks, palette);
  }

  private static Box size(int width, int height) throws UnreadableImageException {
    if (width < 1 || height < 1) {
      throw new UnreadableImageException(
          "a damaged BMP of %d x %d pixels".formatted(width, height));
    }
    return Box.whole(height, width);
  }

  private static int[] masks(FileBytes file, int bits, int compression, int header)
      throws UnreadableImageException {
    if (compression == 0) {
      return bits == 16 ? FIELDS_555 : BGR;
    }
    int[] found = {file.little32(54), file.little32(58), file.little32(62)};
    int alpha = header >= 56 ? file.little32(66) : 0;
    for (int[] known : knownMasks(bits, alpha)) {
      if (Arrays.equals(known, found)) {
        return known;
      }
    }
    throw RareImage.unsupported(
        "a BMP of %d bits a pixel with the masks %x %x %x %x"
            .formatted(bits, found[0], found[1], found[2], alpha));
  }

  private static int[][] knownMasks(int bits, int alpha) {
    return switch (bits) {
      case 16 -> alpha == 0 ? new int[][] {FIELDS_565, FIELDS_555} : new int[0][];
      case 24 -> new int[][] {BGR};
      case 32 ->
          switch (alpha) {
            case 0 -> new int[][] {BGR, XBGR};
            case 0xff -> new int[][] {XBGR};
            case 0xff000000 -> new int[][] {BGR, RGB};
            default -> new int[0][];
          };
      default -> new int[0][];
    };
  }

  private static byte[] palette(FileBytes file, int at, int colours, int entry)
      throws UnreadableImageException {
    file.require(at, (long) entry * colours);
    byte[] palette = new byte[3 * colours];
    for (int i = 0; i < colours; i++) {
      System.arraycopy(file.bytes(), at + entry * i, palette, 3 * i, 3);
    }
    return palette;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public long leastBytes() {
    return start + stride() * height;
  }

  /** Bytes of a row. */
  private long stride() {
    return ((long) width * bits + 31) / 32 * 4;
  }

  @Override
  public void decode(byte[] pixels) throws UnreadableImageException {
    long stride = stride();
    file.require(start, stride * height);
    for (int y = 0; y < height; y++) {
      int row = (int) (start + stride * (bottomUp ? height - 1 - y : y));
      if (masks == null) {
        indexed(row, pixels, 3 * y * width);
      } else {
        direct(row, pixels, 3 * y * width);
      }
    }
  }

  private void indexed(int row, byte[] pixels, int to) throws UnreadableImageException {
    int at = to;
    for (int x = 0; x < width; x++) {
      int bit = x * bits;
      int index = (file.bytes()[row + bit / 8] & 0xff) >> (8 - bits - bit % 8) & (1 << bits) - 1;
      if (3 * index >= palette.length) {
        throw new UnreadableImageException(
            "a damaged BMP: colour %d of a palette of %d".formatted(index, palette.length / 3));
      }
      pixels[at++] = palette[3 * index + 2];
      pixels[at++] = palette[3 * index + 1];
      pixels[at++] = palette[3 * index];
    }
  }

  private void direct(int row, byte[] pixels, int to) {
    int bytes = bits / 8;
    int at = to;
    for (int x = 0; x < width; x++) {
      int pixel = 0;
      for (int i = 0; i < bytes; i++) {
        pixel |= (file.bytes()[row + bytes * x + i] & 0xff) << (8 * i);
      }
      for (int mask : masks) {
        int most = mask >>> Integer.numberOfTrailingZeros(mask);
        int value = (pixel & mask) >>> Integer.numberOfTrailingZeros(mask);
        pixels[at++] = (byte) (value * 255 / most);
      }
    }
  }
}
