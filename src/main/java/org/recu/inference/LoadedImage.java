package org.recu.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.recu.files.FileError;
import org.recu.files.NamedFile;
import org.recu.files.PathText;
import org.recu.image.EncodedImage;
import org.recu.image.ImageCropper;
import org.recu.image.ImageDecoder;
import org.recu.image.ImageSource;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/**
 * An image as a network sees it, or the reason why there is none.
 *
 * @param file it was read from
 * @param raster (size, size, 3), uint8, RGB; empty if the file is no image
 * @param problem one line that names the file; empty if there is none
 */
record LoadedImage(Path file, Optional<Raster> raster, String problem) {

  /**
   * Reads an image of any size: resizes its short side and takes the centre.
   *
   * @param square waits until it is known what is taken of the image; called once the file is read
   */
  static LoadedImage read(Path file, ImageDecoder decoder, Supplier<Square> square) {
    try {
      Raster raster = new Raster();
      EncodedImage encoded = EncodedImage.of(new NamedFile(file).bytes());
      ImageSource source = decoder.ahead(encoded);
      Square taken = square.get();
      ImageCropper.exact(decoder).centre(source, taken.shortSide(), taken.size(), raster);
      return new LoadedImage(file, Optional.of(raster), "");
    } catch (IOException e) {
      String message = FileError.sentence(e);
      boolean named = message.startsWith(file.toString());
      return failed(file, named ? message.substring(file.toString().length()) : ": " + message);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      return failed(file, ": " + UnreadableImageException.reason(e));
    }
  }

  private static LoadedImage failed(Path file, String rest) {
    return new LoadedImage(file, Optional.empty(), PathText.of(file) + rest);
  }
}
