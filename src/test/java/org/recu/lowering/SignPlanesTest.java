package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.fusion.Fusions;
import org.recu.graph.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** Planes of signs against the same bits, set one by one. */
final class SignPlanesTest {

  private static final int BATCH = 2;
  private static final int SIZE = 3;

  /** Numbers whose sign is easily got wrong; NaN is not 0 and not positive. */
  private static final double[] SPECIAL = {
    0, -0.0, 1, -1, 1e-30, -1e-30, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
  };

  /** Channels, padding. */
  @ParameterizedTest
  @CsvSource({"16, 1", "16, 0", "32, 1", "64, 1", "64, 0", "192, 2"})
  void of_realNumbers_haveABitOfEachChannelInOrder(int channels, int padding) {
    SplittableRandom random = new SplittableRandom(channels);
    double[] numbers =
        random
            .ints((long) BATCH * SIZE * SIZE * channels, 0, 2 * SPECIAL.length)
            .mapToDouble(i -> i < SPECIAL.length ? SPECIAL[i] : random.nextDouble() - 0.5)
            .toArray();
    try (TestGraph graph = new TestGraph()) {
      SignPlanes planes =
          SignPlanes.of(
              graph.tf(),
              Fusions.compiled(graph.tf()),
              graph.constant(numbers, BATCH, SIZE, SIZE, channels),
              padding);
      for (int part = 0; part < Long.SIZE / Short.SIZE; part++) {
        assertThat(graph.value(part(graph.tf(), planes.positive(), part)))
            .isEqualTo(bits(numbers, channels, padding, part, true));
        assertThat(graph.value(part(graph.tf(), planes.known(), part)))
            .isEqualTo(bits(numbers, channels, padding, part, false));
      }
    }
  }

  /** 16 bits of each word, which a float32 number holds. */
  private static Operand<TFloat32> part(Ops tf, Operand<? extends TNumber> plane, int part) {
    Operand<TInt64> words = tf.dtypes.cast(plane, TInt64.class);
    return tf.dtypes.cast(
        tf.bitwise.bitwiseAnd(
            tf.bitwise.rightShift(words, tf.constant((long) Short.SIZE * part)),
            tf.constant(0xFFFFL)),
        TFloat32.class);
  }

  private static double[] bits(
      double[] numbers, int channels, int padding, int part, boolean positive) {
    int side = SIZE + 2 * padding;
    int words = Math.max(1, channels / Long.SIZE);
    long[] all = new long[BATCH * side * side * words];
    for (int i = 0; i < numbers.length; i++) {
      int channel = i % channels;
      int pixel = i / channels;
      int row = pixel / SIZE % SIZE + padding;
      int place = (pixel / (SIZE * SIZE) * side + row) * side + pixel % SIZE + padding;
      if (positive ? numbers[i] > 0 : numbers[i] != 0) {
        all[place * words + channel / Long.SIZE] |= 1L << channel % Long.SIZE;
      }
    }
    double[] bits = new double[all.length];
    for (int i = 0; i < bits.length; i++) {
      // The sign of a word of 32 bits is carried on when it is widened.
      long word = channels == Integer.SIZE ? (int) all[i] : all[i];
      bits[i] = (word >> (Short.SIZE * part)) & 0xFFFFL;
    }
    return bits;
  }
}
