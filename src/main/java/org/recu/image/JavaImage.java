package org.recu.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes files with {@code javax.imageio}; of several images in a file the first. */
final class JavaImage {

  private JavaImage() {}

  /** Reads height and width. */
  static Box size(byte[] encoded, ImageFormat format) throws UnreadableImageException {
    return read(encoded, format, reader -> Box.whole(reader.getHeight(0), reader.getWidth(0)));
  }

  /** Decodes the whole image. */
  static void decode(byte[] encoded, ImageFormat format, Raster raster)
      throws UnreadableImageException {
    BufferedImages.copy(read(encoded, format, reader -> reader.read(0)), raster);
  }

  private static <T> T read(byte[] encoded, ImageFormat format, Reading<T> reading)
      throws UnreadableImageException {
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw new UnreadableImageException("a damaged %s: its header".formatted(format));
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input);
        return reading.of(reader);
      } finally {
        reader.dispose();
      }
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The readers of javax.imageio may throw any unchecked exception on damaged files.
      throw new UnreadableImageException(
          "a truncated or damaged %s of %d bytes (%s)".formatted(format, encoded.length, e), e);
    }
  }

  private interface Reading<T> {
    T of(ImageReader reader) throws IOException;
  }
}
