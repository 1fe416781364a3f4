package org.recu.image;

import java.io.IOException;
import org.recu.fuzz.Bounds;

/**
 * Fuzzes image files: the headers of all formats, and the pixels as Java decodes them. What a file
 * of a few bytes may unpack to is limited by its header alone.
 */
public final class ImageTarget {

  /** Pixels of an image that is decoded here. */
  private static final int LARGEST = 1 << 20;

  private ImageTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Bounds.check(data.length, UnreadableImageException.class, () -> read(data));
    RareFormats.problem(data);
  }

  private static void read(byte[] data) throws IOException {
    EncodedImage image = EncodedImage.of(data);
    image.requirePossible();
    if (image.height() * image.width() <= LARGEST) {
      JavaDecoder.decodeWhole(image, new Raster());
    }
  }
}
