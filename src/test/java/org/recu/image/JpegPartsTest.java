package org.recu.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.decoding.TensorFlowDecoder;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Parts of JPEGs of every sampling and scale have the pixels of the whole. */
final class JpegPartsTest {
  private static final int HEIGHT = 93;
  private static final int WIDTH = 118;

  /** Sampling factors, across and down, of the three components. */
  private static final List<String> SAMPLINGS =
      List.of(
          "11 11 11",
          "21 11 11",
          "12 11 11",
          "22 11 11",
          "41 11 11",
          "14 11 11",
          "42 11 11",
          "24 11 11",
          "31 11 11",
          "13 11 11",
          "32 11 11",
          "23 11 11",
          "22 12 21",
          "22 21 11",
          "21 11 21",
          "12 12 11",
          "41 21 11",
          "11 21 11",
          "11 11 22");

  private static TensorFlowDecoder decoder;

  @BeforeAll
  static void open() {
    decoder = new TensorFlowDecoder();
  }

  @AfterAll
  static void close() {
    decoder.close();
  }

  static Stream<String> files() {
    return SAMPLINGS.stream().flatMap(sampling -> Stream.of(sampling, sampling + " progressive"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void decode_ofParts_hasThePixelsOfTheWhole(String file) throws IOException {
    byte[] bytes = jpeg(file.split(" "), file.endsWith("progressive"));
    // With a byte behind its end, a file is decoded whole.
    EncodedImage longer = EncodedImage.of(Arrays.copyOf(bytes, bytes.length + 1));
    EncodedImage image = EncodedImage.of(bytes);
    Raster whole = new Raster();
    Raster part = new Raster();
    for (int ratio = 1; ratio <= 8; ratio *= 2) {
      Box all = Box.whole(image.height(ratio), image.width(ratio));
      decoder.decode(longer, all, ratio, whole);
      for (Box wanted : parts(all)) {
        Box decoded = decoder.decode(image, wanted, ratio, part);
        Box within =
            new Box(
                wanted.top() - decoded.top(),
                wanted.left() - decoded.left(),
                wanted.height(),
                wanted.width());
        assertThat(Pictures.difference(Pictures.cut(part, within), Pictures.cut(whole, wanted)))
            .as("%s of 1/%d", wanted, ratio)
            .isEqualTo(new Pictures.Difference(0, 0));
      }
    }
  }

  /** The whole, single pixels, and boxes between. */
  private static List<Box> parts(Box all) {
    return Stream.of(0.0, 0.31, 0.62, 0.99)
        .flatMap(
            start -> {
              int top = (int) (start * all.height());
              int left = (int) (start * all.width());
              return Stream.of(
                  new Box(top, left, 1, 1),
                  new Box(top, left, all.height() - top, all.width() - left),
                  new Box(0, left, all.height(), 1 + (all.width() - left) / 3));
            })
        .toList();
  }

  private static byte[] jpeg(String[] sampling, boolean progressive) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    if (progressive) {
      how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    BufferedImage drawn = drawn();
    IIOMetadata about =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(drawn), how);
    Element root = (Element) about.getAsTree("javax_imageio_jpeg_image_1.0");
    NodeList components = root.getElementsByTagName("componentSpec");
    for (int i = 0; i < components.getLength(); i++) {
      Element component = (Element) components.item(i);
      component.setAttribute("HsamplingFactor", sampling[i].substring(0, 1));
      component.setAttribute("VsamplingFactor", sampling[i].substring(1));
    }
    about.setFromTree("javax_imageio_jpeg_image_1.0", root);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(drawn, null, about), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Waves in all three colours, with noise. */
  private static BufferedImage drawn() {
    Random random = new Random(1);
    BufferedImage drawn = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int red = (int) (120 + 100 * Math.sin(x / 7.0 + y / 13.0)) + random.nextInt(30);
        int green = (int) (120 + 100 * Math.cos(x / 5.0 - y / 9.0)) + random.nextInt(30);
        drawn.setRGB(x, y, red << 16 | green << 8 | (2 * x + y) % 256);
      }
    }
    return drawn;
  }
}
