package org.recu.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.recu.decoding.TensorFlowDecoder;
import org.recu.image.EncodedImage;
import org.recu.image.ImageCropper;
import org.recu.image.ImageDecoder;
import org.recu.image.Raster;
import org.recu.packed.proto.NetworkMessage;

/** What a network takes of an image that Java has read, beside what training's loader takes. */
final class StoredPixelsTest {

  private static final int WIDTH = 23;
  private static final int HEIGHT = 17;

  /** Bytes of a PNG up to the end of its header chunk. */
  private static final int PNG_HEADER = 33;

  private static final NetworkMessage NETWORK = SmallNetworks.twoShortcuts(16, 0);

  @Test
  void pixels_ofEveryKindOfPng_areTheLoaders() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("grey", png(image(ColorSpace.CS_GRAY, false, DataBuffer.TYPE_BYTE)));
    files.put("TYPE_BYTE_GRAY", png(random(new BufferedImage(WIDTH, HEIGHT, 10))));
    files.put("TYPE_USHORT_GRAY", png(random(new BufferedImage(WIDTH, HEIGHT, 11))));
    files.put("grey, alpha", png(image(ColorSpace.CS_GRAY, true, DataBuffer.TYPE_BYTE)));
    files.put("grey, alpha, 16", png(image(ColorSpace.CS_GRAY, true, DataBuffer.TYPE_USHORT)));
    files.put("RGB", png(image(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_BYTE)));
    files.put("RGBA", png(image(ColorSpace.CS_sRGB, true, DataBuffer.TYPE_BYTE)));
    files.put("RGB, 16", png(image(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_USHORT)));
    files.put("RGBA, 16", png(image(ColorSpace.CS_sRGB, true, DataBuffer.TYPE_USHORT)));
    files.put("RGB, profile", profiled(files.get("RGB")));
    files.put("1 bit", png(random(new BufferedImage(WIDTH, HEIGHT, 12))));
    files.put("palette", png(random(new BufferedImage(WIDTH, HEIGHT, 13, palette(8, -1)))));
    files.put("palette, 4", png(random(new BufferedImage(WIDTH, HEIGHT, 12, palette(4, -1)))));
    files.put("transparent", png(random(new BufferedImage(WIDTH, HEIGHT, 13, palette(8, 7)))));
    assertLoaders(files);
  }

  @Test
  void pixels_ofJpegs_areTheLoaders() throws IOException {
    Path images = Path.of("src/test/resources/golden/jpeg");
    byte[] plain = Files.readAllBytes(images.resolve("plain.jpg"));
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("plain", plain);
    files.put("grey", Files.readAllBytes(images.resolve("gray.jpg")));
    files.put("profile", profiledJpeg(plain));
    assertLoaders(files);
  }

  @Test
  void image_ofOtherBytes_isEmpty() throws IOException {
    assertThat(PackedModel.image(new byte[] {1, 2, 3})).isEmpty();
    assertThat(PackedModel.image(new byte[0])).isEmpty();
  }

  /** Whatever a reader of the JDK throws. */
  @Test
  void image_damagedOrTooLarge_isAnError() throws IOException {
    byte[] png = png(image(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_BYTE));
    assertThatThrownBy(() -> PackedModel.image(Arrays.copyOf(png, png.length / 2)))
        .isInstanceOf(IOException.class);
    byte[] bomb = png.clone();
    ByteBuffer.wrap(bomb).putInt(16, 1 << 20).putInt(20, 1 << 20);
    CRC32 checksum = new CRC32();
    checksum.update(bomb, 12, 17);
    ByteBuffer.wrap(bomb).putInt(29, (int) checksum.getValue());
    assertThatThrownBy(() -> PackedModel.image(bomb))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("an image of 1048576 x 1048576 pixels, expected at most ");
    SplittableRandom random = new SplittableRandom(8);
    byte[] jpeg = Files.readAllBytes(Path.of("src/test/resources/golden/jpeg/plain.jpg"));
    for (int i = 0; i < 300; i++) {
      byte[] damaged = (i % 2 == 0 ? png : jpeg).clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        PackedModel.image(damaged);
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void pixels_ofLinearLightInMemory_areItsNumbers() throws IOException {
    BufferedImage image = image(ColorSpace.CS_LINEAR_RGB, false, DataBuffer.TYPE_BYTE);
    BufferedImage same = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    same.setData(image.getRaster());
    try (PackedModel model = PackedModel.of("f.recu", NETWORK, new PlainKernel())) {
      assertThat(model.pixels(image)).isEqualTo(model.pixels(same));
    }
  }

  private static void assertLoaders(Map<String, byte[]> files) throws IOException {
    try (ImageDecoder decoder = new TensorFlowDecoder();
        PackedModel model = PackedModel.of("f.recu", NETWORK, new PlainKernel())) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Raster expected = new Raster();
        ImageCropper.exact(decoder)
            .centre(
                EncodedImage.of(file.getValue()),
                model.info().image().shortSide(),
                model.imageSize(),
                expected);
        assertThat(model.pixels(PackedModel.image(file.getValue()).orElseThrow()))
            .as(file.getKey())
            .isEqualTo(Arrays.copyOf(expected.pixels(), expected.length()));
      }
    }
  }

  private static BufferedImage image(int space, boolean alpha, int type) {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            alpha,
            false,
            alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
            type);
    WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
    return random(new BufferedImage(model, raster, false, null));
  }

  private static BufferedImage random(BufferedImage image) {
    WritableRaster raster = image.getRaster();
    SplittableRandom random = new SplittableRandom(6);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int band = 0; band < raster.getNumBands(); band++) {
          raster.setSample(
              x, y, band, random.nextInt(1 << raster.getSampleModel().getSampleSize(band)));
        }
      }
    }
    return image;
  }

  private static IndexColorModel palette(int bits, int transparent) {
    byte[] colours = new byte[3 << bits];
    new SplittableRandom(7).nextBytes(colours);
    return new IndexColorModel(bits, 1 << bits, colours, 0, false, transparent);
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "png", out)).isTrue();
    return out.toByteArray();
  }

  /** A PNG with the profile of linear light. */
  private static byte[] profiled(byte[] png) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.write("iCCPlinear\0\0".getBytes(StandardCharsets.US_ASCII));
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(chunk)) {
      deflated.write(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());
    }
    CRC32 checksum = new CRC32();
    checksum.update(chunk.toByteArray());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(out);
    data.write(png, 0, PNG_HEADER);
    data.writeInt(chunk.size() - 4);
    chunk.writeTo(data);
    data.writeInt((int) checksum.getValue());
    data.write(png, PNG_HEADER, png.length - PNG_HEADER);
    return out.toByteArray();
  }

  /** A JPEG with the profile of linear light, behind the JFIF header. */
  private static byte[] profiledJpeg(byte[] jpeg) throws IOException {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    int afterJfif = 4 + (jpeg[4] << 8 | jpeg[5]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(out);
    data.write(jpeg, 0, afterJfif);
    data.writeShort(0xffe2);
    data.writeShort(2 + 14 + profile.length);
    data.write("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII));
    data.write(profile);
    data.write(jpeg, afterJfif, jpeg.length - afterJfif);
    return out.toByteArray();
  }
}
