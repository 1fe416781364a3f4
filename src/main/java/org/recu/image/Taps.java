package org.recu.image;

/**
 * The weights of a triangular filter along an axis, in fixed point, as PIL computes them: when a
 * picture shrinks the filter is as wide as two of the new pixels (which is what "antialias" means),
 * when it grows as wide as two of the old. Weights are 22-bit fractions that add up to one but for
 * rounding, none below 0.
 */
final class Taps {
  /** Bits of a weight behind the point: PIL's, so that a sum of 8-bit products fits 32 bits. */
  static final int FRACTION = 22;

  /** Rounds a sum to the nearest when it is added before the shift. */
  static final int HALF = 1 << (FRACTION - 1);

  private static final double ONE = 1 << FRACTION;

  private final int from;
  private final int most;

  /** Of each wanted pixel the first source pixel that it is made of. */
  private final int[] first;

  /** Of each wanted pixel how many source pixels it is made of, from the first on. */
  private final int[] count;

  /** The weights: (wanted pixels, most). */
  private final int[] weights;

  /** Computes the weights; {@link Axis} says what the numbers are. */
  Taps(Axis axis) {
    from = axis.from();
    int wanted = axis.to() - from;
    int low = (int) Math.floor(axis.start());
    int sourceSize = (int) Math.ceil(axis.start() + axis.length()) - low;
    double scale = axis.length() / axis.size();
    double support = Math.max(scale, 1.0);
    double inverse = 1.0 / support;
    most = Math.min((int) Math.ceil(support) * 2 + 1, sourceSize);
    first = new int[wanted];
    count = new int[wanted];
    weights = new int[wanted * most];
    double[] exact = new double[most];
    for (int i = 0; i < wanted; i++) {
      double centre = axis.start() - low + (from + i + 0.5) * scale;
      int begin = Math.max((int) (centre - support + 0.5), 0);
      int end = Math.min((int) (centre + support + 0.5), sourceSize);
      double sum = 0;
      for (int x = begin; x < end; x++) {
        double distance = Math.abs((x - centre + 0.5) * inverse);
        exact[x - begin] = distance < 1.0 ? 1.0 - distance : 0.0;
        sum += exact[x - begin];
      }
      first[i] = low + begin;
      for (int tap = 0; tap < end - begin; tap++) {
        int weight = (int) (0.5 + exact[tap] / sum * ONE);
        weights[i * most + tap] = weight;
        if (weight > 0) {
          count[i] = tap + 1;
        }
      }
    }
  }

  /** How many pixels are wanted. */
  int wanted() {
    return first.length;
  }

  /** Greatest number of source pixels that one is made of. */
  int most() {
    return most;
  }

  /** First source pixel that a wanted pixel, counted from 0, is made of. */
  int first(int i) {
    return first[i];
  }

  /** How many source pixels a wanted pixel is made of. */
  int count(int i) {
    return count[i];
  }

  /** Weight of a source pixel, counted from the first that a wanted pixel is made of. */
  int weight(int i, int tap) {
    return weights[i * most + tap];
  }

  /** First source pixel that is needed at all. */
  int low() {
    return first[0];
  }

  /** The one after the last source pixel that is needed at all. */
  int high() {
    int last = first.length - 1;
    return first[last] + count[last];
  }
}
