package org.recu.image;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;

/**
 * The numbers of the directory of a TIFF's image.
 *
 * @param byTag of the tags that are asked for; those that the file has
 */
record TiffTags(Map<Integer, int[]> byTag) {

  /** A condition that a number of the directory meets. */
  interface Condition {
    boolean holds(int number);
  }

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
          BaselineTIFFTagSet.TAG_PHOTOMETRIC_INTERPRETATION);

  /** Throws an unchecked exception if a tag holds something other than numbers. */
  static TiffTags of(TIFFDirectory directory) {
    Map<Integer, int[]> byTag = new HashMap<>();
    for (int tag : ASKED) {
      TIFFField field = directory.getTIFFField(tag);
      if (field != null) {
        byTag.put(tag, integers(field));
      }
    }
    return new TiffTags(byTag);
  }

  private static int[] integers(TIFFField field) {
    int[] numbers = new int[field.getCount()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = field.getAsInt(i);
    }
    return numbers;
  }

  boolean has(int tag) {
    return byTag.containsKey(tag);
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

  /** An image that may be valid, but of a kind that is not decoded. */
  static UnreadableImageException unsupported(String kind, int number) {
    return RareImage.unsupported("a TIFF " + kind.formatted(number));
  }
}
