package org.recu.data.shapes;

import java.util.Locale;

/**
 * The ten kinds of figures in {@code shapes}, each by its signed distance: below 0 inside, above 0
 * outside, about 1 a unit of length near the border. No point of a figure is further from the
 * origin than {@link #REACH}.
 */
enum ShapeKind {
  CIRCLE {
    @Override
    double distance(double x, double y) {
      return Math.sqrt(x * x + y * y) - 0.85;
    }
  },
  RING {
    @Override
    double distance(double x, double y) {
      return Math.abs(Math.sqrt(x * x + y * y) - 0.68) - 0.2;
    }
  },
  SQUARE {
    @Override
    double distance(double x, double y) {
      return box(x, y, 0.74, 0.74);
    }
  },
  FRAME {
    @Override
    double distance(double x, double y) {
      return Math.max(box(x, y, 0.8, 0.8), -box(x, y, 0.42, 0.42));
    }
  },
  TRIANGLE {
    @Override
    double distance(double x, double y) {
      return Math.max(HALF_ROOT_3 * Math.abs(x) + 0.5 * y, -y) - 0.5;
    }
  },
  CROSS {
    @Override
    double distance(double x, double y) {
      return Math.min(box(x, y, 0.95, 0.27), box(x, y, 0.27, 0.95));
    }
  },
  STAR {
    @Override
    double distance(double x, double y) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < 5; i++) {
        double along = x * FIFTH_SIN[i] + y * FIFTH_COS[i];
        double across = Math.abs(x * FIFTH_COS[i] - y * FIFTH_SIN[i]);
        // A spike: half-width 0.36 at the centre, tip at 1.05. It begins behind the centre, where
        // the others hide it, or there would be a hole.
        double spike = Math.max(0.946 * (across - 0.36) + 0.324 * along, -along - 0.1);
        nearest = Math.min(nearest, spike);
      }
      return nearest;
    }
  },
  CRESCENT {
    @Override
    double distance(double x, double y) {
      double disc = Math.sqrt(x * x + y * y) - 0.9;
      double bite = Math.sqrt((x - 0.5) * (x - 0.5) + y * y) - 0.68;
      return Math.max(disc, -bite);
    }
  },
  STRIPES {
    @Override
    double distance(double x, double y) {
      double stripe = Math.abs(y - 0.56 * Math.rint(y / 0.56)) - 0.15;
      return Math.max(stripe, box(x, y, 0.72, 0.72));
    }
  },
  CHECKERBOARD {
    @Override
    double distance(double x, double y) {
      double column = x / 0.5 + 0.5;
      double row = y / 0.5 + 0.5;
      double edge =
          0.5 * Math.min(Math.abs(column - Math.rint(column)), Math.abs(row - Math.rint(row)));
      boolean dark = ((int) Math.floor(column) + (int) Math.floor(row)) % 2 == 0;
      return Math.max(dark ? -edge : edge, box(x, y, 0.75, 0.75));
    }
  };

  /** The furthest point of any figure is a corner of {@link #FRAME}. */
  static final double REACH = 1.14;

  private static final double HALF_ROOT_3 = 0.8660254037844386;

  /** Sine and cosine of the fifths of a turn, written out: Math.sin may differ between machines. */
  private static final double[] FIFTH_SIN = {
    0, 0.9510565162951535, 0.5877852522924731, -0.5877852522924731, -0.9510565162951535
  };

  private static final double[] FIFTH_COS = {
    1, 0.30901699437494745, -0.8090169943749475, -0.8090169943749475, 0.30901699437494745
  };

  /** Distance from the figure's border, in units of the figure. */
  abstract double distance(double x, double y);

  /** Name of the class. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static double box(double x, double y, double halfWidth, double halfHeight) {
    return Math.max(Math.abs(x) - halfWidth, Math.abs(y) - halfHeight);
  }
}
