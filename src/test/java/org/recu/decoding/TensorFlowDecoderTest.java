package org.recu.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.golden.GoldenFile;
import org.recu.golden.GoldenPicture;
import org.recu.image.Box;
import org.recu.image.EncodedImage;
import org.recu.image.ImageDecoder;
import org.recu.image.Pictures;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

final class TensorFlowDecoderTest {
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
  @ValueSource(
      strings = {
        "plain.jpg",
        "gray.jpg",
        "cmyk.jpg",
        "progressive.jpg",
        "no_subsampling.jpg",
        "png_in_disguise.JPEG"
      })
  void decode_hasPilsPixels(String file) throws IOException {
    Raster raster = new Raster();
    EncodedImage image = golden(file);
    decoder.decode(image, raster);
    assertThat(image.height()).isEqualTo(120);
    assertThat(image.width()).isEqualTo(160);
    assertThat(Pictures.difference(raster, GoldenPicture.decoded(file)).greatest())
        .isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "plain.jpg, 1",
    "plain.jpg, 2",
    "plain.jpg, 8",
    "gray.jpg, 1",
    "cmyk.jpg, 1",
    "progressive.jpg, 1",
    "progressive.jpg, 4",
    "no_subsampling.jpg, 1",
    "png_in_disguise.JPEG, 1"
  })
  void decode_ofAPart_hasThePixelsOfTheWhole(String file, int ratio) throws IOException {
    EncodedImage image = golden(file);
    Raster whole = new Raster();
    decoder.decode(image, Box.whole(image.height(ratio), image.width(ratio)), ratio, whole);
    Raster part = new Raster();
    Random random = new Random(1);
    for (int round = 0; round < 60; round++) {
      int height = 1 + random.nextInt(whole.height());
      int width = 1 + random.nextInt(whole.width());
      Box wanted =
          new Box(
              random.nextInt(whole.height() - height + 1),
              random.nextInt(whole.width() - width + 1),
              height,
              width);
      Box decoded = decoder.decode(image, wanted, ratio, part);
      assertThat(decoded.contains(wanted)).isTrue();
      Box within =
          new Box(wanted.top() - decoded.top(), wanted.left() - decoded.left(), height, width);
      assertThat(Pictures.difference(Pictures.cut(part, within), Pictures.cut(whole, wanted)))
          .as("%s", wanted)
          .isEqualTo(new Pictures.Difference(0, 0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "plain.jpg, 1, 16",
    "plain.jpg, 2, 24",
    "no_subsampling.jpg, 1, 24",
    "gray.jpg, 1, 24"
  })
  void decode_ofAPart_beginsWhereAUnitDoes(String file, int ratio, int left) throws IOException {
    Box decoded = decoder.decode(golden(file), new Box(3, 30, 20, 30), ratio, new Raster());
    assertThat(decoded).isEqualTo(new Box(3, left, 20, 61 - left));
  }

  @ParameterizedTest
  @CsvSource({
    "bmp, 5, false",
    "bmp, 13, false",
    "gif, 13, false",
    "tiff, 1, false",
    "tiff, 10, true"
  })
  void decode_ofARareFormat_hasThePixelsThatWereWritten(String format, int type, boolean grey)
      throws IOException {
    BufferedImage drawn = new BufferedImage(7, 5, type);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        // Multiples of 51 are in the palette of Java's indexed images.
        int value = grey ? 0 : ((51 * ((x + y) % 6)) << 16) | ((51 * (x % 6)) << 8) | (51 * y);
        drawn.setRGB(x, y, value);
        if (grey) {
          drawn.getRaster().setSample(x, y, 0, 30 * y + x);
        }
      }
    }
    EncodedImage image = EncodedImage.of(written(drawn, format));
    Raster raster = new Raster();
    decoder.decode(image, raster);
    assertThat(Box.whole(image.height(), image.width())).isEqualTo(Box.whole(5, 7));
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        int at = 3 * (7 * y + x);
        int[] pixel = IntStream.range(at, at + 3).map(i -> raster.pixels()[i] & 0xff).toArray();
        assertThat(pixel)
            .isEqualTo(
                grey
                    ? new int[] {30 * y + x, 30 * y + x, 30 * y + x}
                    : new int[] {51 * ((x + y) % 6), 51 * (x % 6), 51 * y});
      }
    }
  }

  @Test
  void decode_ofATruncatedJpeg_saysSo() throws IOException {
    EncodedImage image = golden("truncated.jpg");
    assertThatThrownBy(() -> decoder.decode(image, new Raster()))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("a truncated or damaged JPEG of 2000 bytes");
  }

  @Test
  void decode_ofThePartThatATruncatedJpegHas_isRefusedToo() throws IOException {
    byte[] bytes = GoldenFile.bytes("jpeg/plain.jpg");
    EncodedImage image = EncodedImage.of(Arrays.copyOf(bytes, bytes.length * 3 / 4));
    assertThatThrownBy(() -> decoder.decode(image, new Box(0, 0, 16, 16), 1, new Raster()))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageStartingWith("a truncated or damaged JPEG of ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif", "tiff"})
  void decode_ofATruncatedFile_saysSo(String format) throws IOException {
    BufferedImage drawn = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < 64 * 64; i++) {
      drawn.setRGB(i % 64, i / 64, random.nextInt());
    }
    byte[] bytes = written(drawn, format);
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    assertThatThrownBy(() -> decoder.decode(EncodedImage.of(half), new Raster()))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining(format.toUpperCase(Locale.ROOT));
  }

  @Test
  void read_ofNoPicture_saysHowItBegins() {
    assertThatThrownBy(() -> golden("not_an_image.jpg"))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageStartingWith(
            "neither JPEG, PNG, BMP, GIF, TIFF nor PNM: the file begins with the");
    assertThatThrownBy(() -> EncodedImage.of(new byte[0]))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("the file is empty");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 20, 160})
  void read_ofAHeaderThatIsCutShort_saysSo(int length) {
    byte[] jpeg = Arrays.copyOf(GoldenFile.bytes("jpeg/plain.jpg"), length);
    assertThatThrownBy(() -> EncodedImage.of(jpeg))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("a JPEG of " + length + " bytes without a frame header: truncated or damaged");
  }

  @Test
  void read_ofAPngWithoutPixels_isRefused() {
    byte[] png = GoldenFile.bytes("jpeg/png_in_disguise.JPEG");
    Arrays.fill(png, 16, 20, (byte) 0);
    assertThatThrownBy(() -> EncodedImage.of(png))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("a damaged PNG of 0 x 120 pixels");
  }

  @Test
  void read_ofMorePixelsThanPilOpens_isRefusedByTheHeader() {
    byte[] png = GoldenFile.bytes("jpeg/png_in_disguise.JPEG");
    Arrays.fill(png, 16, 24, (byte) 0);
    png[18] = 0x40;
    png[22] = 0x40;
    assertThatThrownBy(() -> EncodedImage.of(png))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage(
            "a PNG of 16384 x 16384 pixels, expected 178956970 pixels at most, as PIL does");
  }

  @Test
  void decode_ofAJpegWithStrayBytesBetweenItsSegments_skipsThem() throws IOException {
    byte[] bytes = GoldenFile.bytes("jpeg/plain.jpg");
    ByteArrayOutputStream stray = new ByteArrayOutputStream();
    stray.write(bytes, 0, 2);
    // The first segments, each before bytes that belong to none; filling is no segment either.
    int at = 2;
    for (int i = 0; i < 3; i++) {
      int length = 2 + (((bytes[at + 2] & 0xff) << 8) | (bytes[at + 3] & 0xff));
      stray.write(bytes, at, length);
      stray.writeBytes(new byte[] {0, 17, (byte) 0xff, 0, 5, (byte) 0xff});
      at += length;
    }
    stray.write(bytes, at, bytes.length - at);
    EncodedImage image = EncodedImage.of(stray.toByteArray());
    Raster raster = new Raster();
    decoder.decode(image, raster);
    assertThat(Pictures.difference(raster, GoldenPicture.decoded("plain.jpg")).greatest())
        .isLessThanOrEqualTo(1);
  }

  private static EncodedImage golden(String file) throws IOException {
    return EncodedImage.of(GoldenFile.bytes("jpeg/" + file));
  }

  private static byte[] written(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }
}
