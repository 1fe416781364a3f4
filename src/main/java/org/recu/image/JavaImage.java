package org.recu.image;

import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * The decoders of {@code javax.imageio}. Of a TIFF they give the samples as they are stored: how
 * Java would show them differs from PIL.
 */
final class JavaImage {

  private JavaImage() {}

  /** What is asked of a reader. */
  interface Reading<T> {
    T of(ImageReader reader) throws IOException;
  }

  /** The stored samples of the first image. */
  static Raster firstImage(FileBytes file) throws UnreadableImageException {
    return read(
        file,
        reader -> reader.canReadRaster() ? reader.readRaster(0, null) : reader.read(0).getRaster());
  }

  /**
   * Reads something from a file.
   *
   * @throws UnreadableImageException if the reader throws anything
   */
  static <T> T read(FileBytes file, Reading<T> reading) throws UnreadableImageException {
    Iterator<ImageReader> readers =
        ImageIO.getImageReadersByFormatName(file.format().toString().toLowerCase(Locale.ROOT));
    ImageReader reader = readers.next();
    try (ImageInputStream input = new FileStream(file.bytes())) {
      reader.setInput(input);
      return reading.of(reader);
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The readers of javax.imageio may throw any unchecked exception on damaged files, and follow
      // a directory that contains itself.
      throw new UnreadableImageException(
          "a truncated or damaged %s of %d bytes (%s)".formatted(file.format(), file.length(), e),
          e);
    } finally {
      reader.dispose();
    }
  }
}
