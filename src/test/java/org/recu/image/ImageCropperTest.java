package org.recu.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.decoding.TensorFlowDecoder;
import org.recu.golden.GoldenFile;

final class ImageCropperTest {
  private static ImageDecoder decoder;

  @BeforeAll
  static void open() {
    decoder = new TensorFlowDecoder();
  }

  @AfterAll
  static void close() {
    decoder.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.jpg", "progressive.jpg", "cmyk.jpg", "png_in_disguise.JPEG"})
  void crop_isThatOfTheWholePicture(String file) throws IOException {
    EncodedImage image = golden(file);
    Raster whole = new Raster();
    decoder.decode(image, whole);
    ImageCropper reader = ImageCropper.exact(decoder);
    for (Box crop :
        List.of(new Box(0, 0, 120, 160), new Box(7, 33, 50, 41), new Box(100, 140, 20, 20))) {
      Raster expected = new Raster();
      new Resampler()
          .resample(
              Pictures.cut(whole, crop),
              crop,
              Axis.whole(crop.top(), crop.height(), 32),
              Axis.whole(crop.left(), crop.width(), 48),
              expected);
      Raster actual = new Raster();
      reader.crop(image, crop, false, 32, 48, actual);
      assertThat(Pictures.difference(actual, expected).greatest()).as("%s", crop).isZero();
    }
  }

  @Test
  void centre_isThatOfTheResizedPicture() throws IOException {
    EncodedImage image = golden("plain.jpg");
    Raster whole = new Raster();
    decoder.decode(image, whole);
    Raster resized = new Raster();
    new Resampler()
        .resample(
            whole, Box.whole(120, 160), Axis.whole(0, 120, 64), Axis.whole(0, 160, 85), resized);
    Raster actual = new Raster();
    ImageCropper.exact(decoder).centre(image, 64, 56, actual);
    // Rows (64 - 56) / 2, columns (85 - 56) / 2 = 14.5, rounded to the even number.
    Raster expected = Pictures.cut(resized, new Box(4, 14, 56, 56));
    assertThat(Pictures.difference(actual, expected).greatest()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"375, 500, 256, 256, 341", "500, 333, 256, 384, 256", "100, 100, 256, 256, 256"})
  void withShortSide_keepsTheShape(int height, int width, int side, int toHeight, int toWidth) {
    assertThat(CentreCut.withShortSide(height, width, side))
        .isEqualTo(Box.whole(toHeight, toWidth));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 240, 320, 60", "0, 0, 240, 320, 30", "10, 21, 197, 221, 48"})
  void crop_fast_ofASmoothPicture_isTheExactOne(int top, int left, int height, int width, int size)
      throws IOException {
    EncodedImage image = waves();
    Raster exact = new Raster();
    Raster fast = new Raster();
    ImageCropper.exact(decoder)
        .crop(image, new Box(top, left, height, width), false, size, size, exact);
    ImageCropper.fast(decoder)
        .crop(image, new Box(top, left, height, width), false, size, size, fast);
    // The image changes by 3 levels per pixel on average. The smallest possible misalignment, half
    // a target pixel, would be 6 levels; the rest is due to the wider filter.
    assertThat(Pictures.difference(fast, exact).mean()).isBetween(0.001, 1.5);
  }

  @Test
  void crop_fast_ofWhatIsNotTwiceTheSize_isTheExactOne() throws IOException {
    EncodedImage image = golden("plain.jpg");
    Raster exact = new Raster();
    Raster fast = new Raster();
    ImageCropper.exact(decoder).crop(image, new Box(3, 3, 63, 130), false, 32, 32, exact);
    ImageCropper.fast(decoder).crop(image, new Box(3, 3, 63, 130), false, 32, 32, fast);
    assertThat(Pictures.difference(fast, exact).greatest()).isZero();
  }

  /** A JPEG of 240 x 320 pixels without fine detail. */
  private static EncodedImage waves() throws IOException {
    BufferedImage drawn = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 240; y++) {
      for (int x = 0; x < 320; x++) {
        int level = (int) Math.round(128 + 60 * Math.sin(x / 12.0) + 60 * Math.sin(y / 12.0));
        drawn.setRGB(x, y, 0x010101 * level);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(drawn, "jpeg", out);
    return EncodedImage.of(out.toByteArray());
  }

  private static EncodedImage golden(String file) throws IOException {
    return EncodedImage.of(GoldenFile.bytes("jpeg/" + file));
  }
}
