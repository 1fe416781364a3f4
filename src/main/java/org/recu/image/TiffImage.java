package org.recu.image;

import java.awt.image.Raster;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;

/**
 * The first image of a TIFF: grey, palette or RGB, uncompressed or compressed without loss, with
 * alpha beside the colours ignored. Of 16 bits the high byte is taken.
 */
final class TiffImage implements RareImage {

  /** What a pixel's samples are. */
  enum Kind {
    GREY,
    COLOUR,
    INDEX
  }

  /** None, LZW, Deflate under both of its numbers, and PackBits. */
  private static final Set<Integer> COMPRESSIONS = Set.of(1, 5, 8, 32946, 32773);

  /** The most bytes that one unpacks to: those of LZW, which packs more tightly than the others. */
  private static final int MOST_PACKED = 4096;

  /** Pixels of a tile; a small image may lie in a larger tile. */
  private static final long LARGEST_TILE = 1 << 22;

  private static final int UNCOMPRESSED = 1;
  private static final int PHOTOMETRIC = BaselineTIFFTagSet.TAG_PHOTOMETRIC_INTERPRETATION;
  private static final int UNSIGNED = 1;
  private static final int UNSPECIFIED_EXTRA = 0;
  private static final int ALPHA_BESIDE = 2;

  private final FileBytes file;
  private final int height;
  private final int width;
  private final Kind kind;

  /** Bits of each sample. */
  private final int sampleBits;

  /** The fewest bytes that the pixels take in the file. */
  private final long leastBytes;

  /** 16-bit red, then green, then blue of every colour; empty without a palette. */
  private final int[] palette;

  private TiffImage(
      FileBytes file, Box size, Kind kind, int sampleBits, long leastBytes, int[] palette) {
    this.file = file;
    this.height = size.height();
    this.width = size.width();
    this.kind = kind;
    this.sampleBits = sampleBits;
    this.leastBytes = leastBytes;
    this.palette = palette;
  }

  /** Reads the directory of the first image. */
  static TiffImage of(byte[] bytes) throws UnreadableImageException {
    FileBytes file = new FileBytes(bytes, ImageFormat.TIFF);
    Tags tags =
        JavaImage.read(
            file, reader -> Tags.of(TIFFDirectory.createFromMetadata(reader.getImageMetadata(0))));
    tags.requireOnly(
        BaselineTIFFTagSet.TAG_COMPRESSION, "with compression %d", COMPRESSIONS::contains);
    tags.requireOnly(
        BaselineTIFFTagSet.TAG_SAMPLE_FORMAT,
        "with samples that are signed or floating-point (sample format %d)",
        format -> format == UNSIGNED);
    tags.requireOnly(
        BaselineTIFFTagSet.TAG_PLANAR_CONFIGURATION,
        "with a plane for each colour",
        planes -> planes == 1);
    tags.requireOnly(
        BaselineTIFFTagSet.TAG_ORIENTATION,
        "that is to be turned (orientation %d)",
        turned -> turned == 1);
    tags.requireOnly(
        BaselineTIFFTagSet.TAG_PREDICTOR, "with predictor %d", way -> way == 1 || way == 2);
    tags.requireOnly(
        BaselineTIFFTagSet.TAG_FILL_ORDER, "with its bits reversed", order -> order == 1);
    Kind kind = kind(tags);
    int bits = bits(tags, kind);
    int height = tags.number(BaselineTIFFTagSet.TAG_IMAGE_LENGTH, 0);
    int width = tags.number(BaselineTIFFTagSet.TAG_IMAGE_WIDTH, 0);
    if (height < 1 || width < 1) {
      throw new UnreadableImageException(
          "a damaged TIFF of %d x %d pixels".formatted(width, height));
    }
    requirePossible(file, tags, (long) height * width);
    int[] palette =
        kind == Kind.INDEX ? tags.numbers(BaselineTIFFTagSet.TAG_COLOR_MAP) : new int[0];
    if (kind == Kind.INDEX && palette.length != 3 << bits) {
      throw new UnreadableImageException(
          "a damaged TIFF: a palette of %d numbers".formatted(palette.length));
    }
    long samples = Math.max(1, tags.number(BaselineTIFFTagSet.TAG_SAMPLES_PER_PIXEL, 1));
    long unpacked = (long) height * width * samples * bits / Byte.SIZE;
    boolean plain = tags.number(BaselineTIFFTagSet.TAG_COMPRESSION, UNCOMPRESSED) == UNCOMPRESSED;
    return new TiffImage(
        file,
        Box.whole(height, width),
        kind,
        bits,
        plain ? unpacked : unpacked / MOST_PACKED,
        palette);
  }

  /**
   * Refuses parts that are larger than the file or the image: javax.imageio allocates what the
   * directory claims.
   */
  private static void requirePossible(FileBytes file, Tags tags, long pixels)
      throws UnreadableImageException {
    for (int tag :
        List.of(
            BaselineTIFFTagSet.TAG_STRIP_BYTE_COUNTS, BaselineTIFFTagSet.TAG_TILE_BYTE_COUNTS)) {
      for (int count : tags.numbers(tag)) {
        file.require(0, count);
      }
    }
    long width = tags.number(BaselineTIFFTagSet.TAG_TILE_WIDTH, 0);
    long length = tags.number(BaselineTIFFTagSet.TAG_TILE_LENGTH, 0);
    if (width < 0 || length < 0 || width * length > Math.max(pixels, LARGEST_TILE)) {
      throw file.truncated();
    }
  }

  private static Kind kind(Tags tags) throws UnreadableImageException {
    int photometric = tags.number(PHOTOMETRIC, -1);
    int samples = tags.number(BaselineTIFFTagSet.TAG_SAMPLES_PER_PIXEL, 1);
    int[] extra = tags.numbers(BaselineTIFFTagSet.TAG_EXTRA_SAMPLES);
    Kind kind =
        switch (photometric) {
          // javax.imageio inverts samples of which 0 is white.
          case 0, 1 -> Kind.GREY;
          case 2 -> Kind.COLOUR;
          case 3 -> Kind.INDEX;
          default ->
              throw unsupported(
                  switch (photometric) {
                    case 5 -> "in CMYK";
                    case 6 -> "in YCbCr";
                    case 8 -> "in Lab";
                    default -> "with photometric interpretation %d";
                  },
                  photometric);
        };
    int colours = kind == Kind.COLOUR ? 3 : 1;
    boolean alpha =
        samples == colours + 1
            && extra.length == 1
            && (extra[0] == ALPHA_BESIDE || (extra[0] == UNSPECIFIED_EXTRA && kind == Kind.COLOUR))
            && (photometric == 1 || photometric == 2);
    if (samples == colours ? extra.length > 0 : !alpha) {
      throw unsupported("with %d samples a pixel, " + extra.length + " of them extra", samples);
    }
    return kind;
  }

  /** Bits of a sample, the same for all samples. */
  private static int bits(Tags tags, Kind kind) throws UnreadableImageException {
    int[] all = tags.numbers(BaselineTIFFTagSet.TAG_BITS_PER_SAMPLE);
    int bits = all.length == 0 ? 1 : all[0];
    boolean even = Arrays.stream(all).allMatch(more -> more == bits);
    int samples = tags.number(BaselineTIFFTagSet.TAG_SAMPLES_PER_PIXEL, 1);
    boolean known =
        bits == 8
            || (bits == 1 && samples == 1)
            || (bits == 16
                && (kind == Kind.COLOUR || (samples == 1 && tags.number(PHOTOMETRIC, 0) == 1))
                && tags.number(BaselineTIFFTagSet.TAG_PREDICTOR, 1) == 1);
    if (!even || !known) {
      throw unsupported(
          "with %d bits a sample"
              + (tags.number(BaselineTIFFTagSet.TAG_PREDICTOR, 1) == 1 ? "" : " and a predictor"),
          bits);
    }
    return bits;
  }

  private static UnreadableImageException unsupported(String kind, int number) {
    return RareImage.unsupported("a TIFF " + kind.formatted(number));
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
    return leastBytes;
  }

  @Override
  public void decode(byte[] pixels) throws UnreadableImageException {
    Raster samples = JavaImage.firstImage(file);
    int channels = samples.getNumBands();
    if (samples.getWidth() != width
        || samples.getHeight() != height
        || channels < (kind == Kind.COLOUR ? 3 : 1)) {
      throw file.truncated();
    }
    int[] row = new int[channels * width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      samples.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int colour = 0; colour < 3; colour++) {
          pixels[at++] = colour(row, x * channels, colour);
        }
      }
    }
  }

  private byte colour(int[] row, int at, int colour) {
    return switch (kind) {
      case GREY -> eightBits(row[at]);
      case COLOUR -> eightBits(row[at + colour]);
      case INDEX -> (byte) (palette[(colour << sampleBits) + row[at]] >> 8);
    };
  }

  private byte eightBits(int sample) {
    return switch (sampleBits) {
      case 1 -> (byte) -sample;
      case 16 -> (byte) (sample >> 8);
      default -> (byte) sample;
    };
  }

  /** A condition that a number of the directory meets. */
  private interface Condition {
    boolean holds(int number);
  }

  /**
   * The numbers of a directory.
   *
   * @param byTag of the tags that are asked for; those that the file has
   */
  private record Tags(Map<Integer, int[]> byTag) {

    private static final List<Integer> ASKED =
        List.of(
            BaselineTIFFTagSet.TAG_COMPRESSION,
            BaselineTIFFTagSet.TAG_SAMPLE_FORMAT,
            BaselineTIFFTagSet.TAG_PLANAR_CONFIGURATION,
            BaselineTIFFTagSet.TAG_ORIENTATION,
            BaselineTIFFTagSet.TAG_PREDICTOR,
            BaselineTIFFTagSet.TAG_FILL_ORDER,
            BaselineTIFFTagSet.TAG_IMAGE_LENGTH,
            BaselineTIFFTagSet.TAG_IMAGE_WIDTH,
            BaselineTIFFTagSet.TAG_COLOR_MAP,
            BaselineTIFFTagSet.TAG_SAMPLES_PER_PIXEL,
            BaselineTIFFTagSet.TAG_EXTRA_SAMPLES,
            BaselineTIFFTagSet.TAG_BITS_PER_SAMPLE,
            BaselineTIFFTagSet.TAG_STRIP_BYTE_COUNTS,
            BaselineTIFFTagSet.TAG_TILE_BYTE_COUNTS,
            BaselineTIFFTagSet.TAG_TILE_WIDTH,
            BaselineTIFFTagSet.TAG_TILE_LENGTH,
            PHOTOMETRIC);

    /** Throws an unchecked exception if a tag holds something other than numbers. */
    static Tags of(TIFFDirectory directory) {
      Map<Integer, int[]> byTag = new HashMap<>();
      for (int tag : ASKED) {
        TIFFField field = directory.getTIFFField(tag);
        if (field != null) {
          byTag.put(tag, integers(field));
        }
      }
      return new Tags(byTag);
    }

    private static int[] integers(TIFFField field) {
      int[] numbers = new int[field.getCount()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = field.getAsInt(i);
      }
      return numbers;
    }

    int[] numbers(int tag) {
      return byTag.getOrDefault(tag, new int[0]);
    }

    int number(int tag, int missing) {
      int[] numbers = numbers(tag);
      return numbers.length == 0 ? missing : numbers[0];
    }

    void requireOnly(int tag, String kind, Condition condition) throws UnreadableImageException {
      for (int number : numbers(tag)) {
        if (!condition.holds(number)) {
          throw unsupported(kind, number);
        }
      }
    }
  }
}
