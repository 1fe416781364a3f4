package org.recu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.decoding.TensorFlowDecoder;
import org.recu.image.EncodedImage;
import org.recu.image.ImageDecoder;
import org.recu.image.JpegProfile;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/** Decoding for packed networks beside TensorFlow's. */
final class LightDecoderTest {

  private static final Path IMAGES = Path.of("src/test/resources/golden/jpeg");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.jpg",
        "gray.jpg",
        "no_subsampling.jpg",
        "progressive.jpg",
        "png_in_disguise.JPEG",
        "cmyk.jpg"
      })
  void decode_anyImage_givesTensorFlowsPixels(String name) throws IOException {
    try (ImageDecoder heavy = new TensorFlowDecoder();
        ImageDecoder light = new LightDecoder()) {
      assertThat(decoded(light, name)).isEqualTo(decoded(heavy, name));
    }
  }

  @Test
  void decode_jpegWithProfile_givesTensorFlowsPixelsWithoutTensorFlow() throws IOException {
    byte[] profiled = withProfile(Files.readAllBytes(IMAGES.resolve("plain.jpg")));
    assertThat(JpegProfile.removed(profiled))
        .isEqualTo(Files.readAllBytes(IMAGES.resolve("plain.jpg")));
    try (ImageDecoder heavy = new TensorFlowDecoder();
        LightDecoder light = new LightDecoder()) {
      assertThat(decoded(light, profiled)).isEqualTo(decoded(heavy, profiled));
      assertThat(light.hasStartedTensorFlow()).isFalse();
    }
  }

  @Test
  void removed_segmentPastTheEnd_returnsTheFileAsItIs() {
    byte[] damaged = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe2, (byte) 0xff, (byte) 0xff};
    assertThat(JpegProfile.removed(damaged)).isSameAs(damaged);
  }

  @Test
  void decode_truncatedImage_isRefused() {
    try (ImageDecoder decoder = new LightDecoder()) {
      assertThatThrownBy(() -> decoded(decoder, "truncated.jpg"))
          .isInstanceOf(UnreadableImageException.class);
    }
  }

  /** With the profile of linear light, in two segments behind the JFIF header. */
  private static byte[] withProfile(byte[] jpeg) throws IOException {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int afterJfif = 4 + (jpeg[4] << 8 | jpeg[5]);
    out.write(jpeg, 0, afterJfif);
    int half = profile.length / 2;
    for (int part = 1; part <= 2; part++) {
      byte[] data =
          part == 1
              ? Arrays.copyOf(profile, half)
              : Arrays.copyOfRange(profile, half, profile.length);
      int length = 2 + 14 + data.length;
      out.write(new byte[] {(byte) 0xff, (byte) 0xe2, (byte) (length >> 8), (byte) length});
      out.write("ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[] {(byte) part, 2});
      out.write(data);
    }
    out.write(jpeg, afterJfif, jpeg.length - afterJfif);
    return out.toByteArray();
  }

  private static byte[] decoded(ImageDecoder decoder, String name) throws IOException {
    return decoded(decoder, Files.readAllBytes(IMAGES.resolve(name)));
  }

  private static byte[] decoded(ImageDecoder decoder, byte[] file) throws IOException {
    Raster raster = new Raster();
    decoder.decode(EncodedImage.of(file), raster);
    return Arrays.copyOf(raster.pixels(), raster.length());
  }
}
