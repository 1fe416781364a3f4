package org.recu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** TIFFs of some hundred bytes whose directories claim much more. */
final class TiffBombTest {

  private static final int WIDTH = 0x100;
  private static final int LENGTH = 0x101;
  private static final int BITS = 0x102;
  private static final int COMPRESSION = 0x103;
  private static final int PHOTOMETRIC = 0x106;
  private static final int STRIP_OFFSETS = 0x111;
  private static final int ROWS_PER_STRIP = 0x116;
  private static final int STRIP_BYTE_COUNTS = 0x117;
  private static final int TILE_WIDTH = 0x142;
  private static final int TILE_LENGTH = 0x143;
  private static final int TILE_OFFSETS = 0x144;
  private static final int TILE_BYTE_COUNTS = 0x145;
  private static final int DEFLATE = 8;

  private static final long LITTLE = 1 << 21;
  private static final int HEADER = 8;

  /** Loads the classes of the decoder, which costs memory once. */
  @BeforeAll
  static void decodeOnce() throws Exception {
    assertThat(decoded(file(grey()))).isEqualTo(3 * 4 * 4);
  }

  /** 4 x 4 grey pixels in one strip. */
  private static Map<Integer, int[]> grey() throws Exception {
    Map<Integer, int[]> tags = new TreeMap<>();
    tags.put(WIDTH, new int[] {4});
    tags.put(LENGTH, new int[] {4});
    tags.put(BITS, new int[] {8});
    tags.put(COMPRESSION, new int[] {DEFLATE});
    tags.put(PHOTOMETRIC, new int[] {1});
    tags.put(STRIP_OFFSETS, new int[] {HEADER});
    tags.put(ROWS_PER_STRIP, new int[] {4});
    tags.put(STRIP_BYTE_COUNTS, new int[] {pixels().length});
    return tags;
  }

  private static byte[] pixels() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflating = new DeflaterOutputStream(packed)) {
      deflating.write(new byte[16]);
    }
    return packed.toByteArray();
  }

  /** The file of a directory: header, pixels, directory, and the numbers that it points to. */
  private static byte[] file(Map<Integer, int[]> tags) throws Exception {
    byte[] pixels = pixels();
    int directory = HEADER + pixels.length;
    int more = directory + 2 + 12 * tags.size() + 4;
    int length = more;
    for (int[] numbers : tags.values()) {
      length += numbers.length > 1 ? 4 * numbers.length : 0;
    }
    ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {'I', 'I', 42, 0}).putInt(directory).put(pixels);
    file.putShort((short) tags.size());
    for (Map.Entry<Integer, int[]> tag : tags.entrySet()) {
      int[] numbers = tag.getValue();
      int key = tag.getKey();
      boolean isShort = key == BITS || key == COMPRESSION || key == PHOTOMETRIC;
      file.putShort((short) key).putShort((short) (isShort ? 3 : 4));
      file.putInt(numbers.length).putInt(numbers.length > 1 ? more : numbers[0]);
      if (numbers.length > 1) {
        for (int number : numbers) {
          file.putInt(more, number);
          more += 4;
        }
      }
    }
    return file.array();
  }

  private static int decoded(byte[] file) throws UnreadableImageException {
    Raster raster = new Raster();
    JavaDecoder.decodeWhole(EncodedImage.of(file), raster);
    return raster.length();
  }

  /** The bytes that are allocated for a file that may be refused. */
  private static long allocated(byte[] file) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    try {
      decoded(file);
    } catch (UnreadableImageException e) {
      assertThat(e.getMessage()).hasLineCount(1);
    }
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  /** The size of the strip is then guessed from its rows. */
  @Test
  void decode_stripOfManyRowsWithoutItsSize_takesLittleMemory() throws Exception {
    Map<Integer, int[]> tags = grey();
    tags.remove(STRIP_BYTE_COUNTS);
    tags.put(ROWS_PER_STRIP, new int[] {1 << 27});
    assertThat(allocated(file(tags))).isLessThan(LITTLE);
  }

  /** The rows of a strip are then taken for the length of the tile. */
  @Test
  void decode_tileWidthWithoutLength_isRefused() throws Exception {
    Map<Integer, int[]> tags = grey();
    tags.put(TILE_WIDTH, new int[] {16});
    tags.put(ROWS_PER_STRIP, new int[] {1 << 24});
    assertThat(allocated(file(tags))).isLessThan(LITTLE);
    assertThatThrownBy(() -> decoded(file(tags))).isInstanceOf(UnreadableImageException.class);
  }

  /** Each tile alone is allowed, and the same few bytes make all of them. */
  @Test
  void decode_tilesMuchLargerThanTheImage_areRefused() throws Exception {
    Map<Integer, int[]> tags = grey();
    tags.put(TILE_WIDTH, new int[] {1 << 22});
    tags.put(TILE_LENGTH, new int[] {1});
    tags.put(TILE_OFFSETS, new int[] {HEADER, HEADER, HEADER, HEADER});
    tags.put(TILE_BYTE_COUNTS, new int[] {2, 2, 2, 2});
    tags.remove(STRIP_OFFSETS);
    tags.remove(STRIP_BYTE_COUNTS);
    assertThat(allocated(file(tags))).isLessThan(LITTLE);
    assertThatThrownBy(() -> decoded(file(tags))).isInstanceOf(UnreadableImageException.class);
  }

  /** Each strip fits into the file, but not all of them do. */
  @Test
  void decode_stripsThatAreTheFileAgainAndAgain_areRefused() throws Exception {
    Map<Integer, int[]> tags = grey();
    int size = pixels().length;
    tags.put(ROWS_PER_STRIP, new int[] {1});
    tags.put(STRIP_OFFSETS, new int[] {HEADER, HEADER, HEADER, HEADER});
    tags.put(STRIP_BYTE_COUNTS, new int[] {size, size, size, size});
    assertThat(decoded(file(tags))).isEqualTo(3 * 4 * 4);
    tags.put(STRIP_BYTE_COUNTS, new int[] {100, 100, 100, 100});
    assertThatThrownBy(() -> decoded(file(tags)))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("a truncated or damaged TIFF");
  }

  /** A byte of Deflate makes 1032 at most, one of PackBits 64. */
  @Test
  void requirePossible_morePixelsThanTheCompressionCanMake_isRefused() throws Exception {
    Map<Integer, int[]> tags = grey();
    for (int[] each : new int[][] {{DEFLATE, 1032}, {32773, 64}}) {
      tags.put(COMPRESSION, new int[] {each[0]});
      int length = file(tags).length;
      tags.put(WIDTH, new int[] {length});
      tags.put(LENGTH, new int[] {each[1]});
      EncodedImage.of(file(tags)).requirePossible();
      tags.put(LENGTH, new int[] {2 * each[1]});
      EncodedImage image = EncodedImage.of(file(tags));
      assertThatThrownBy(image::requirePossible)
          .isInstanceOf(UnreadableImageException.class)
          .hasMessageContaining("pixels take more");
    }
  }
}
