package org.recu.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LightingTest {

  /** Increases computed by hand: eigenvectors times (draw times eigenvalue). */
  @ParameterizedTest
  @CsvSource({
    // -0.5675 * 0.2175 and so on: slightly below 0, so one level less unless the level is 0.
    "1, 0, 0, 199, 99, 0",
    // Slightly above 0 is truncated.
    "-1, 0, 0, 200, 100, 0",
    // 0.7192, -0.0045 and -0.6948 times 1.88: 1.352, -0.008, -1.306.
    "0, 100, 0, 201, 99, 0",
    // 0.4009, -0.8140 and 0.4203 times 4.5: 1.804, -3.663, 1.891.
    "0, 0, 1000, 201, 96, 1",
    // Extreme values: nothing wraps around at 0 or 255.
    "-1000, 0, 0, 255, 226, 126"
  })
  void add_addsTheComponentsAndCuts(
      double first, double second, double third, int red, int green, int blue) {
    Raster image = Raster.over(new byte[] {(byte) 200, 100, 0, (byte) 200, 100, 0}, 1, 2);
    Lighting.add(image, first, second, third);
    assertThat(image.pixels()).containsExactly(red, green, blue, red, green, blue);
  }

  @Test
  void add_ofNothing_changesNothing() {
    Raster image = Raster.over(new byte[] {77, 0, 0}, 1, 1);
    Lighting.add(image, 0, 0, 0);
    assertThat(image.pixels()).containsExactly(77, 0, 0);
  }
}
