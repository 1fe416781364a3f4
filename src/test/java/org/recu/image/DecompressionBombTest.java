package org.recu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files of a few bytes whose headers claim the most pixels that are opened. */
final class DecompressionBombTest {

  private static final long LITTLE = 1 << 20;

  /** The headers, and zeros up to 200 bytes: 13,000 x 13,000 pixels each. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "PNG",
          "89504e470d0a1a0a0000000d49484452000032c8000032c80802000000",
          "JPEG",
          "ffd8ffc0001108" + "32c832c8" + "03012200021101031101",
          "BMP",
          "424d00000000000000003600000028000000" + "c8320000c8320000" + "0100180000000000",
          "GIF",
          "474946383961" + "c832c832" + "800000000000ffffff" + "2c00000000c832c83200" + "02",
          "PNM",
          HexFormat.of().formatHex("P6 13000 13000 255 ".getBytes(StandardCharsets.US_ASCII)));

  private static byte[] file(String header) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HexFormat.of().parseHex(header));
    bytes.writeBytes(new byte[200 - bytes.size()]);
    return bytes.toByteArray();
  }

  @Test
  void decode_fewBytesForManyPixels_refusedBeforeAnythingIsAllocated() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    for (Map.Entry<String, String> bomb : HEADERS.entrySet()) {
      EncodedImage image = EncodedImage.of(file(bomb.getValue()));
      long before = threads.getThreadAllocatedBytes(thread);
      assertThatThrownBy(() -> JavaDecoder.decodeWhole(image, new Raster()))
          .as(bomb.getKey())
          .isInstanceOf(UnreadableImageException.class)
          .hasMessage(
              "a truncated or damaged %s of 200 bytes: 13000 x 13000 pixels take more",
              bomb.getKey());
      assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(LITTLE);
    }
  }

  /** Each scan may go over the whole image. */
  @Test
  void requirePossible_progressiveJpegOfManyScans_isRefused() throws Exception {
    for (int scans : new int[] {500, 501}) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      file.writeBytes(HexFormat.of().parseHex("ffd8ffc20011080040004003012200021101031101"));
      for (int i = 0; i < scans; i++) {
        file.writeBytes(HexFormat.of().parseHex("ffda0008010100000000"));
      }
      EncodedImage image = EncodedImage.of(file.toByteArray());
      if (scans == 500) {
        image.requirePossible();
      } else {
        assertThatThrownBy(image::requirePossible)
            .isInstanceOf(UnreadableImageException.class)
            .hasMessage("a JPEG of 501 scans, expected 500 at most");
      }
    }
  }
}
