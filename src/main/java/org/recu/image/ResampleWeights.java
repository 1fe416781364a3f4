package org.recu.image;

/**
 * The weights of a triangular filter along an axis, in fixed point, as PIL computes them: when an
 * image shrinks the filter is as wide as two of the new pixels (which is what "antialias" means),
 * when it grows as wide as two of the old. Weights are 22-bit fractions that add up to one but for
 * rounding, none below 0.
 */
final class ResampleWeights {
  /** Bits of a weight behind the point: PIL's, so that a sum of 8-bit products fits 32 bits. */
  static final int FRACTION = 22;

  /** Rounds a sum to the nearest when it is added before the shift. */
  static final int HALF = 1 << (FRACTION - 1);

  private static final double ONE = 1 << FRACTION;

  /** How many source pixels each wanted pixel is made of, some of them with weight 0. */
  private final int count;

  /** Of each wanted pixel the first source pixel that it is made of. */
  private final int[] first;

  /** The weights: (count, wanted pixels). */
  private final int[][] weights;

  /** Computes the weights; {@link Axis} says what the numbers are. */
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
      // Weights of 0 make up the count, so that the loops over them are all of one length.
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

  /** How many source pixels a wanted pixel is made of. */
  int count() {
    return count;
  }

  /** Of each wanted pixel the first source pixel that it is made of; not to be written to. */
  int[] first() {
    return first;
  }

  /** Of each wanted pixel the weight of one of its source pixels; not to be written to. */
  int[] weights(int tap) {
    return weights[tap];
  }

  /** First source pixel that is needed at all. */
  int low() {
    return Math.min(first[0], first[first.length - 1]);
  }

  /** The one after the last source pixel that is needed at all. */
  int high() {
    return Math.max(first[0], first[first.length - 1]) + count;
  }
}
