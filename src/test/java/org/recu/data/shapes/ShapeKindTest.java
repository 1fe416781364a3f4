package org.recu.data.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ShapeKindTest {

  @ParameterizedTest
  @CsvSource({
    "CIRCLE, 0, 0, true",
    "CIRCLE, 0.6, 0.55, true",
    "CIRCLE, 0.65, 0.6, false",
    "RING, 0, 0, false",
    "RING, 0, -0.7, true",
    "RING, 0.9, 0, false",
    "SQUARE, 0.7, 0.7, true",
    "SQUARE, 0.8, 0, false",
    "FRAME, 0, 0, false",
    "FRAME, 0.7, 0.7, true",
    "TRIANGLE, 0, 0.95, true",
    "TRIANGLE, 0.8, -0.45, true",
    "TRIANGLE, 0.5, 0.5, false",
    "CROSS, 0.9, 0, true",
    "CROSS, 0, -0.9, true",
    "CROSS, 0.6, 0.6, false",
    "STAR, 0, 0, true",
    "STAR, 0, 1, true",
    "STAR, 0, -0.6, false",
    "STAR, 0.9, 0.29, true",
    "CRESCENT, -0.6, 0, true",
    "CRESCENT, 0.4, 0, false",
    "STRIPES, 0, 0, true",
    "STRIPES, 0, 0.28, false",
    "STRIPES, 0.6, 0.56, true",
    "CHECKERBOARD, 0, 0, true",
    "CHECKERBOARD, 0.5, 0, false",
    "CHECKERBOARD, 0.5, 0.5, true",
    "CHECKERBOARD, 1, 0, false",
  })
  void distance_knownPoint_negativeInsideOnly(ShapeKind kind, double x, double y, boolean inside) {
    assertThat(kind.distance(x, y) < 0).isEqualTo(inside);
  }

  @ParameterizedTest
  @EnumSource
  void distance_beyondTheReach_outside(ShapeKind kind) {
    for (int degrees = 0; degrees < 360; degrees++) {
      double turn = Math.toRadians(degrees);
      double x = ShapeKind.REACH * Math.cos(turn);
      double y = ShapeKind.REACH * Math.sin(turn);
      assertThat(kind.distance(x, y)).isPositive();
    }
  }

  /** The areas of the textbook, against counting points. */
  @Test
  void distance_simpleFigures_theirArea() {
    Map<ShapeKind, Double> areas = new EnumMap<>(ShapeKind.class);
    areas.put(ShapeKind.CIRCLE, Math.PI * 0.85 * 0.85);
    areas.put(ShapeKind.RING, Math.PI * (0.88 * 0.88 - 0.48 * 0.48));
    areas.put(ShapeKind.SQUARE, 1.48 * 1.48);
    areas.put(ShapeKind.FRAME, 1.6 * 1.6 - 0.84 * 0.84);
    areas.put(ShapeKind.TRIANGLE, 3 * Math.sqrt(3) * 0.5 * 0.5);
    areas.put(ShapeKind.CROSS, 2 * 1.9 * 0.54 - 0.54 * 0.54);
    areas.put(ShapeKind.STRIPES, 3 * 0.3 * 1.44);
    areas.put(ShapeKind.CHECKERBOARD, 5 * 0.25);
    areas.forEach(
        (kind, area) -> {
          int inside = 0;
          for (int row = 0; row < 400; row++) {
            for (int column = 0; column < 400; column++) {
              inside += kind.distance((column - 199.5) / 160, (row - 199.5) / 160) < 0 ? 1 : 0;
            }
          }
          assertThat(inside / 160.0 / 160.0).as(kind.label()).isCloseTo(area, within(0.03));
        });
  }
}
