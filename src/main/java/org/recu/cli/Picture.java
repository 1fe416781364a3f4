package org.recu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.recu.console.ErrorLine;
import org.recu.image.EncodedImage;
import org.recu.image.ImageCropper;
import org.recu.image.ImageDecoder;
import org.recu.image.Raster;

/**
 * A picture as a network sees it, or why there is none.
 *
 * @param file that it was read from
 * @param raster (size, size, 3), uint8, RGB; empty where the file is no picture
 * @param problem in one line, the file named; empty where all is well
 */
record Picture(Path file, Optional<Raster> raster, String problem) {

  /**
   * Reads a picture of any size: its short side is resized, and the middle taken.
   *
   * @param shortSide what its short side becomes, in pixels
   * @param size height and width of the middle, in pixels
   */
  static Picture read(Path file, ImageDecoder decoder, int shortSide, int size) {
    try {
      Raster raster = new Raster();
      EncodedImage encoded = EncodedImage.of(Files.readAllBytes(file));
      ImageCropper.exact(decoder).centre(encoded, shortSide, size, raster);
      return new Picture(file, Optional.of(raster), "");
    } catch (IOException e) {
      String message = ErrorLine.of(e);
      boolean named = message.startsWith(file.toString());
      return new Picture(file, Optional.empty(), named ? message : file + ": " + message);
    } catch (OutOfMemoryError e) {
      return new Picture(file, Optional.empty(), file + ": too large for this program's memory");
    }
  }
}
