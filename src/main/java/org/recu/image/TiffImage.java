package org.recu.image;

import java.awt.image.Raster;
import java.util.Arrays;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;

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
    TiffTags tags =
        JavaImage.read(
            file,
            reader -> TiffTags.of(TIFFDirectory.createFromMetadata(reader.getImageMetadata(0))));
    tags.requireOnly(BaselineTIFFTagSet.TAG_COMPRESSION, "with compression %d", TiffParts::isRead);
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
    Box size = Box.whole(height, width);
    TiffParts.requirePossible(file, tags, size);
    int[] palette =
        kind == Kind.INDEX ? tags.numbers(BaselineTIFFTagSet.TAG_COLOR_MAP) : new int[0];
    if (kind == Kind.INDEX && palette.length != 3 << bits) {
      throw new UnreadableImageException(
          "a damaged TIFF: a palette of %d numbers".formatted(palette.length));
    }
    long samples = Math.max(1, tags.number(BaselineTIFFTagSet.TAG_SAMPLES_PER_PIXEL, 1));
    long unpacked = (long) height * width * samples * bits / Byte.SIZE;
    return new TiffImage(file, size, kind, bits, TiffParts.leastBytes(tags, unpacked), palette);
  }

  private static Kind kind(TiffTags tags) throws UnreadableImageException {
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
              throw TiffTags.unsupported(
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
      throw TiffTags.unsupported(
          "with %d samples a pixel, " + extra.length + " of them extra", samples);
    }
    return kind;
  }

  /** Bits of a sample, the same for all samples. */
  private static int bits(TiffTags tags, Kind kind) throws UnreadableImageException {
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
      throw TiffTags.unsupported(
          "with %d bits a sample"
              + (tags.number(BaselineTIFFTagSet.TAG_PREDICTOR, 1) == 1 ? "" : " and a predictor"),
          bits);
    }
    return bits;
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
}
