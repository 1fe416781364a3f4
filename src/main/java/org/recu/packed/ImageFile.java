package org.recu.packed;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.recu.image.JpegProfile;

/** An image file in memory, which may come from anyone. */
final class ImageFile {

  /** Bytes of a pixel, at the most, while an image is read. */
  private static final int BYTES = 16;

  private ImageFile() {}

  /**
   * Reads the first image of a file, with its colours as they are stored.
   *
   * @return empty if it is no image that {@code javax.imageio} knows
   * @throws IOException if it is truncated or damaged, or its pixels do not fit the Java heap
   */
  static Optional<BufferedImage> read(byte[] file) throws IOException {
    int width;
    int height;
    long available = Runtime.getRuntime().maxMemory() / BYTES;
    // ImageIO.read would keep a copy in a temporary file.
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(JpegProfile.removed(file)))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        width = reader.getWidth(0);
        height = reader.getHeight(0);
        if ((long) width * height <= available) {
          return Optional.of(reader.read(0));
        }
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The readers may throw anything on damaged files.
      throw new IOException(
          "a truncated or damaged image of %d bytes (%s)".formatted(file.length, e), e);
    }
    // A file of a few bytes can say that it has any number of pixels.
    throw new IOException(
        "an image of %d x %d pixels, expected at most %d pixels with this Java heap"
            .formatted(width, height, available));
  }
}
