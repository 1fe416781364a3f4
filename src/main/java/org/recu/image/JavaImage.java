package org.recu.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes formats that are rare in data sets with {@code javax.imageio}: BMP, GIF (its first image)
 * and TIFF. TensorFlow's own BMP op does not support palettes.
 */
final class JavaImage {

  private JavaImage() {}

  /** Reads height and width. */
  static Box size(byte[] encoded, ImageFormat format) throws UnreadableImageException {
    return read(encoded, format, reader -> Box.whole(reader.getHeight(0), reader.getWidth(0)));
  }

  /** Decodes the whole image. */
  static void decode(byte[] encoded, ImageFormat format, Raster raster)
      throws UnreadableImageException {
    BufferedImage image = read(encoded, format, reader -> reader.read(0));
    raster.reshape(image.getHeight(), image.getWidth());
    // Java treats grey as linear light, so its conversion to RGB would change the values.
    boolean plainGrey =
        image.getRaster().getNumBands() == 1
            && image.getColorModel().getComponentSize(0) == 8
            && !(image.getColorModel() instanceof IndexColorModel);
    int[] row = new int[image.getWidth()];
    byte[] pixels = raster.pixels();
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      if (plainGrey) {
        image.getRaster().getPixels(0, y, row.length, 1, row);
      } else {
        image.getRGB(0, y, row.length, 1, row, 0, row.length);
      }
      for (int value : row) {
        pixels[at++] = (byte) (plainGrey ? value : value >> 16);
        pixels[at++] = (byte) (plainGrey ? value : value >> 8);
        pixels[at++] = (byte) value;
      }
    }
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
