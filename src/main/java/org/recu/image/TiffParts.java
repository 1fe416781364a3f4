package org.recu.image;

import java.util.List;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;

/**
 * How the pixels of a TIFF lie in the file: compressed or not, in strips or in tiles. {@code
 * javax.imageio} allocates and clears what the directory claims, so the claims must be possible for
 * a file of this size.
 */
final class TiffParts {
  private static final int UNCOMPRESSED = 1;

  /** Pixels of a tile; a small image may lie in a larger tile. */
  private static final long LARGEST_TILE = 1 << 22;

  /** All tiles together have at most so many times the pixels of the image, or those of one. */
  private static final int MOST_PADDING = 4;

  private TiffParts() {}

  /** Whether pixels compressed in this way are read: those compressed without loss are. */
  static boolean isRead(int compression) {
    return mostUnpacked(compression) > 0;
  }

  /** The most bytes that one unpacks to; 0 if the compression is not read. */
  private static int mostUnpacked(int compression) {
    return switch (compression) {
      case UNCOMPRESSED -> 1;
      // LZW: a code is more than a byte, and stands for 4096 bytes at most.
      case 5 -> 4096;
      // Deflate under both of its numbers.
      case 8, 32946 -> 1032;
      // PackBits: two bytes stand for 128.
      case 32773 -> 64;
      default -> 0;
    };
  }

  /**
   * The fewest bytes that pixels take in the file.
   *
   * @param unpacked their bytes without compression
   */
  static long leastBytes(TiffTags tags, long unpacked) {
    return unpacked / mostUnpacked(tags.number(BaselineTIFFTagSet.TAG_COMPRESSION, UNCOMPRESSED));
  }

  /**
   * Refuses strips and tiles that are larger than the file, each or together, and tiles much larger
   * than the image.
   *
   * @throws UnreadableImageException if there are
   */
  static void requirePossible(FileBytes file, TiffTags tags, Box size)
      throws UnreadableImageException {
    for (int tag :
        List.of(
            BaselineTIFFTagSet.TAG_STRIP_BYTE_COUNTS, BaselineTIFFTagSet.TAG_TILE_BYTE_COUNTS)) {
      long together = 0;
      for (int count : tags.numbers(tag)) {
        file.require(0, count);
        together += count;
      }
      file.require(0, together);
    }
    if (tags.has(BaselineTIFFTagSet.TAG_TILE_WIDTH)
        || tags.has(BaselineTIFFTagSet.TAG_TILE_LENGTH)) {
      int width = tags.number(BaselineTIFFTagSet.TAG_TILE_WIDTH, 0);
      int height = tags.number(BaselineTIFFTagSet.TAG_TILE_LENGTH, 0);
      if (width < 1 || height < 1 || isTooLarge(width, height, size)) {
        throw file.truncated();
      }
    }
  }

  private static boolean isTooLarge(double width, double height, Box size) {
    double pixels = (double) size.height() * size.width();
    double tiles = Math.ceil(size.width() / width) * Math.ceil(size.height() / height);
    return width * height > Math.max(pixels, LARGEST_TILE)
        || tiles * width * height > Math.max(MOST_PADDING * pixels, LARGEST_TILE);
  }
}
