package org.recu.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.golden.GoldenPicture;

final class RotationTest {

  static List<GoldenPicture> rotations() {
    return GoldenPicture.all("rotate");
  }

  @ParameterizedTest
  @MethodSource("rotations")
  void rotate_hasPilsPixels(GoldenPicture golden) {
    Raster target = new Raster(200, 200);
    Rotation.rotate(Pictures.raster(golden.sourcePixels()), golden.degrees().orElseThrow(), target);
    assertThat(Pictures.difference(target, golden.outputPixels()).greatest()).isZero();
  }
}
