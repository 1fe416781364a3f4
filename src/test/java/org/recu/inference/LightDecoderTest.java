package org.recu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.decoding.TensorFlowDecoder;
import org.recu.image.EncodedImage;
import org.recu.image.ImageDecoder;
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
  void decode_truncatedImage_isRefused() {
    try (ImageDecoder decoder = new LightDecoder()) {
      assertThatThrownBy(() -> decoded(decoder, "truncated.jpg"))
          .isInstanceOf(UnreadableImageException.class);
    }
  }

  private static byte[] decoded(ImageDecoder decoder, String name) throws IOException {
    Raster raster = new Raster();
    decoder.decode(EncodedImage.of(Files.readAllBytes(IMAGES.resolve(name))), raster);
    return Arrays.copyOf(raster.pixels(), raster.length());
  }
}
