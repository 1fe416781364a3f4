package org.recu.image;

/**
 * The weights of a triangular filter along an axis, in fixed point, as PIL computes them. When an
 * image shrinks, the filter is two target pixels wide (this is what "antialias" means); when it
 * grows, two source pixels. Weights are non-negative 22-bit fractions that add up to one except for
 * rounding.
 */
final class ResampleWeights {
  /**
   * Number of fraction bits of a weight: the same as PIL's, so that a sum of 8-bit products fits 32
   * bits.
   */
  static final int FRACTION = 22;

  /** Added to a sum before the shift, so that it is rounded to the nearest. */
  static final int HALF = 1 << (FRACTION - 1);

  private static final double ONE = 1 << FRACTION;

  /** Number of source pixels per target pixel, some of them with weight 0. */
  private final int count;

  /** For each target pixel, the first source pixel that contributes to it. */
  private final int[] first;

  /** The weights: (count, target pixels). */
  private final int[][] weights;

  /** Computes the weights for an axis. */
  ResampleWeights(Axis axis) {
    int wanted = axis.to() - axis.from();
    int low = (int) Math.floor(axis.start());
    int sourceSize = (int) Math.ceil(axis.start() + axis.length()) - low;
    double scale = axis.length() / axis.size();
    double support = Math.max(scale, 1.0);
    double inverse = 1.0 / support;
    count = Math.min((int) Math.ceil(support * 2), sourceSize);
    first = new int[wanted];
    weights = new int[count][wanted];
    double[] exact = new double[(int) Math.ceil(support) * 2 + 1];
    for (int i = 0; i < wanted; i++) {
      double centre = axis.start() - low + (axis.from() + i + 0.5) * scale;
      int begin = Math.max((int) (centre - support + 0.5), 0);
      int end = Math.min((int) (centre + support + 0.5), sourceSize);
      double sum = 0;
      for (int x = begin; x < end; x++) {
        double distance = Math.abs((x - centre + 0.5) * inverse);
        exact[x - begin] = distance < 1.0 ? 1.0 - distance : 0.0;
        sum += exact[x - begin];
      }
      int skipped = exact[0] > 0 ? 0 : 1;
      // Padded with weights of 0 to the same count everywhere, so that all loops have the same
      // length.
      int start = Math.min(begin + skipped, sourceSize - count);
      int target = axis.reversed() ? wanted - 1 - i : i;
      first[target] = low + start;
      for (int x = begin + skipped; x < end; x++) {
        int weight = (int) (0.5 + exact[x - begin] / sum * ONE);
        if (weight > 0) {
          weights[x - start][target] = weight;
        }
      }
    }
  }

  /** Number of target pixels. */
  int wanted() {
    return first.length;
  }

  /** Number of source pixels per target pixel. */
  int count() {
    return count;
  }

  /** For each target pixel, the first source pixel that contributes to it; must not be modified. */
  int[] first() {
    return first;
  }

  /**
   * For each target pixel, the weight of its source pixel number {@code tap}; must not be modified.
   */
  int[] weights(int tap) {
    return weights[tap];
  }

  /** The first source pixel that is needed. */
  int low() {
    return Math.min(first[0], first[first.length - 1]);
  }

  /** One past the last source pixel that is needed. */
  int high() {
    return Math.max(first[0], first[first.length - 1]) + count;
  }
}
