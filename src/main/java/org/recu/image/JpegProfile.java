package org.recu.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The colour profile in a JPEG (ICC.1, annex B.4: segments APP2 that begin with a name). Java's
 * decoder would convert the colours by it; training and validation take them as they are stored.
 */
public final class JpegProfile {

  private static final byte[] NAME = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

  private static final int MARKER = 0xff;
  private static final int APP2 = 0xe2;
  private static final int START_OF_SCAN = 0xda;

  private JpegProfile() {}

  /**
   * A JPEG without its profile.
   *
   * @return the same array if there is none, or if the segments before the first scan do not follow
   *     each other
   */
  public static byte[] removed(byte[] jpeg) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream(jpeg.length);
    int kept = 0;
    int at = 2;
    while (at + 4 <= jpeg.length && (jpeg[at] & 0xff) == MARKER) {
      int kind = jpeg[at + 1] & 0xff;
      int end = at + 2 + ((jpeg[at + 2] & 0xff) << Byte.SIZE | (jpeg[at + 3] & 0xff));
      if (kind == START_OF_SCAN) {
        if (kept == 0) {
          return jpeg;
        }
        rest.write(jpeg, kept, jpeg.length - kept);
        return rest.toByteArray();
      }
      if (kind == APP2 && end <= jpeg.length && isProfile(jpeg, at + 4, end)) {
        rest.write(jpeg, kept, at - kept);
        kept = end;
      }
      at = end;
    }
    return jpeg;
  }

  private static boolean isProfile(byte[] jpeg, int from, int end) {
    return from + NAME.length <= end
        && Arrays.equals(jpeg, from, from + NAME.length, NAME, 0, NAME.length);
  }
}
