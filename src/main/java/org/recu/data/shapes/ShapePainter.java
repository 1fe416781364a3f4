package org.recu.data.shapes;

import org.recu.data.RandomStream;

/**
 * Paints one image of {@code shapes}: a light figure of random colour, size, position and rotation
 * on a dark background, with clutter, some of it across the figure, and noise.
 *
 * <p>Uses only exactly rounded arithmetic and {@link StrictMath}, so that the image is the same on
 * every machine.
 */
final class ShapePainter {
  private static final double SMALLEST_RADIUS = 8;
  private static final double LARGEST_RADIUS = 13;

  /** Largest shift from the centre, in pixels. */
  private static final double SHIFT = 5;

  /** Largest rotation to either side, in radians. */
  private static final double TURN = 0.45;

  /** Upper bound of the background's channels and lower bound of the figure's. */
  private static final double DARK = 0.55;

  private static final double LIGHT = 0.45;

  private static final double NOISE = 0.05;

  private final int size;
  private final RandomStream random;
  private final Canvas canvas;

  ShapePainter(int size, RandomStream random) {
    this.size = size;
    this.random = random;
    this.canvas = new Canvas(size);
  }

  /**
   * Paints.
   *
   * @param target out: (size, size, 3), uint8, RGB
   * @param offset of the image in target
   */
  void paint(ShapeKind kind, byte[] target, int offset) {
    Colour from = Colour.between(0, DARK, random);
    Colour to = Colour.between(0, DARK, random);
    double turn = angle();
    canvas.fill(from, to, StrictMath.cos(turn), StrictMath.sin(turn));
    for (int i = 2 + random.nextInt(4); i > 0; i--) {
      dot(between(1, 2.5));
    }
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      line(between(0.4, 1));
    }
    figure(kind, Colour.between(LIGHT, 1, random));
    for (int i = random.nextInt(3); i > 0; i--) {
      line(between(0.3, 0.6));
    }
    canvas.write(random, NOISE, target, offset);
  }

  private void figure(ShapeKind kind, Colour colour) {
    double radius = between(SMALLEST_RADIUS, LARGEST_RADIUS);
    double x = size / 2.0 + between(-SHIFT, SHIFT);
    double y = size / 2.0 + between(-SHIFT, SHIFT);
    double turn = between(-TURN, TURN);
    double cos = StrictMath.cos(turn) / radius;
    double sin = StrictMath.sin(turn) / radius;
    canvas.paint(
        (dx, dy) -> radius * kind.distance(cos * dx + sin * dy, cos * dy - sin * dx),
        new Canvas.Place(x, y, radius * ShapeKind.REACH),
        colour,
        between(0.8, 1));
  }

  private void dot(double radius) {
    canvas.paint(
        (dx, dy) -> Math.sqrt(dx * dx + dy * dy) - radius,
        new Canvas.Place(between(0, size), between(0, size), radius),
        Colour.between(0, 1, random),
        between(0.5, 1));
  }

  private void line(double halfWidth) {
    double halfLength = between(4, 12);
    double turn = angle();
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    canvas.paint(
        (dx, dy) ->
            Math.max(
                Math.abs(cos * dx + sin * dy) - halfLength,
                Math.abs(cos * dy - sin * dx) - halfWidth),
        new Canvas.Place(between(0, size), between(0, size), halfLength + halfWidth),
        Colour.between(0, 1, random),
        between(0.4, 0.9));
  }

  private double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  private double angle() {
    return 2 * Math.PI * random.nextDouble();
  }
}
