package org.recu.data.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.recu.data.RandomStream;

final class CanvasTest {
  private static final Colour BLACK = new Colour(0, 0, 0);
  private static final Colour WHITE = new Colour(1, 1, 1);

  private static int[] levels(Canvas canvas, int size, double noise) {
    byte[] bytes = new byte[3 * size * size];
    canvas.write(new RandomStream(1), noise, bytes, 0);
    int[] levels = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      levels[i] = bytes[i] & 0xff;
    }
    return levels;
  }

  @Test
  void fill_leftToRight_evenPassage() {
    Canvas canvas = new Canvas(4);
    canvas.fill(BLACK, new Colour(1, 0.5, 0), 1, 0);
    int[] levels = levels(canvas, 4, 0);
    // Centres of the pixels lie at 1/8, 3/8, 5/8 and 7/8.
    assertThat(levels).startsWith(32, 16, 0, 96, 48, 0, 159, 80, 0, 223, 112, 0);
  }

  @Test
  void paint_borderThroughPixels_theyAreCoveredInPart() {
    Canvas canvas = new Canvas(6);
    canvas.paint((dx, dy) -> Math.abs(dx) - 1.25, new Canvas.Place(3, 3, 9), WHITE, 0.8);
    int[] levels = levels(canvas, 6, 0);
    int[] row = new int[6];
    for (int column = 0; column < 6; column++) {
      row[column] = levels[3 * column];
    }
    assertThat(row).containsExactly(0, 51, 204, 204, 51, 0);
  }

  @Test
  void paint_reachOfTheForm_nothingFurtherAway() {
    Canvas canvas = new Canvas(8);
    canvas.paint((dx, dy) -> -1, new Canvas.Place(2, 2, 0.5), WHITE, 1);
    int[] levels = levels(canvas, 8, 0);
    assertThat(levels[3 * (2 * 8 + 2)]).isEqualTo(255);
    assertThat(levels[3 * (5 * 8 + 5)]).isZero();
  }

  @Test
  void write_noise_ofItsStrengthAroundTheLevel() {
    int size = 64;
    Canvas canvas = new Canvas(size);
    canvas.fill(new Colour(0.5, 0.5, 0.5), new Colour(0.5, 0.5, 0.5), 1, 0);
    double sum = 0;
    double squares = 0;
    int[] levels = levels(canvas, size, 0.05);
    for (int level : levels) {
      double value = level / 255.0;
      sum += value;
      squares += value * value;
    }
    double mean = sum / levels.length;
    assertThat(mean).isCloseTo(0.5, within(0.003));
    assertThat(Math.sqrt(squares / levels.length - mean * mean)).isCloseTo(0.05, within(0.002));
  }
}
