package org.recu.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.image.Box;
import org.recu.image.EncodedImage;
import org.recu.image.ImageDecoder;
import org.recu.image.Raster;

final class LoadedImageTest {

  @TempDir private Path folder;

  /** Whatever a decoder stumbles over is the fault of one image, and others are answered. */
  @Test
  void read_whateverDecodingThrows_isAProblemThatNamesTheFile() throws IOException {
    Path file = folder.resolve("a.png");
    ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    List<Throwable> thrown =
        List.of(
            new IndexOutOfBoundsException("Index 3"),
            new OutOfMemoryError("Java heap space"),
            new StackOverflowError());
    for (Throwable one : thrown) {
      LoadedImage loaded = LoadedImage.read(file, new Failing(one), () -> new Square(8, 8));
      assertThat(loaded.raster()).isEmpty();
      assertThat(loaded.problem()).startsWith(file + ": ").hasLineCount(1);
    }
  }

  @Test
  void read_missingFile_isAProblemThatNamesItOnce() {
    Path file = folder.resolve("none.png");
    LoadedImage loaded =
        LoadedImage.read(file, new Failing(new AssertionError()), () -> new Square(8, 8));
    assertThat(loaded.problem()).isEqualTo(file + ": no such file or folder");
  }

  /** A decoder with a defect. */
  private record Failing(Throwable thrown) implements ImageDecoder {

    @Override
    public void decode(EncodedImage image, Raster raster) {
      fail();
    }

    @Override
    public Box decode(EncodedImage image, Box wanted, int ratio, Raster raster) {
      fail();
      return wanted;
    }

    private void fail() {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    }

    @Override
    public void close() {}
  }
}
