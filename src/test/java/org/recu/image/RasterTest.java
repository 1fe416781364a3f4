package org.recu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.golden.GoldenPicture;

final class RasterTest {

  static List<GoldenPicture> mirrored() {
    return GoldenPicture.all("mirror");
  }

  @ParameterizedTest
  @MethodSource("mirrored")
  void mirror_hasPilsPixels(GoldenPicture golden) {
    Raster raster = Pictures.raster(golden.sourcePixels());
    raster.mirror();
    assertThat(Pictures.difference(raster, golden.outputPixels()).greatest()).isZero();
  }

  @Test
  void reshape_toFewerPixels_keepsTheMemory() {
    Raster raster = new Raster(10, 10);
    byte[] pixels = raster.pixels();
    raster.reshape(5, 20);
    assertThat(raster.pixels()).isSameAs(pixels);
    assertThat(raster.length()).isEqualTo(300);
    raster.reshape(5, 21);
    assertThat(raster.pixels()).hasSizeGreaterThanOrEqualTo(315);
  }

  @Test
  void reshape_toMoreThanAnArrayHolds_isRefused() {
    assertThatThrownBy(() -> new Raster().reshape(40_000, 40_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an image of 40000 x 40000 pixels cannot be held");
  }
}
