package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.fusion.Fusions;
import org.recu.fusion.Int16;
import org.recu.graph.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TUint16;

/** Statistics of whole numbers against their definition. */
final class BatchStatisticsTest {

  private static final int BATCH = 6;
  private static final int CHANNELS = 2;

  /** Sums of 9 signs for each channel of the layer before. */
  @ParameterizedTest
  @CsvSource({"32, 16", "16, 32", "7, 64", "1, 16", "37, 4", "7, 512", "8, 512", "16, 3640"})
  void ofWhole_sumsOfSigns_areTheExactOnesRoundedOnce(int size, int layerChannels) {
    int most = 9 * layerChannels;
    SplittableRandom random = new SplittableRandom(size);
    double[] sums =
        random.ints((long) BATCH * size * size * CHANNELS, 0, most + 1).asDoubleStream().toArray();
    double count = (double) BATCH * size * size;
    double[] mean = new double[CHANNELS];
    double[] variance = new double[CHANNELS];
    for (int i = 0; i < sums.length; i++) {
      mean[i % CHANNELS] += sums[i] / count;
    }
    for (int i = 0; i < sums.length; i++) {
      double deviation = sums[i] - mean[i % CHANNELS];
      variance[i % CHANNELS] += deviation * deviation / count;
    }
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Operand<TUint16> bits = Int16.of(tf, graph.constant(sums, BATCH, size, size, CHANNELS));
      PixelBlocks blocks = new PixelBlocks(Shape.of(-1, size, size, CHANNELS), most);
      Int16Sums batch =
          new Int16Sums(
              bits,
              blocks.of(tf, Fusions.compiled(tf), bits),
              tf.constant(0f),
              new BackwardStart());
      BatchStatistics found = BatchStatistics.ofWhole(tf, batch);
      assertRounded(graph.value(found.mean()), mean, 0);
      assertRounded(graph.value(found.variance()), variance, 0);
      for (int channel = 0; channel < CHANNELS; channel++) {
        variance[channel] *= count / Math.max(1, count - 1);
      }
      // The unbiased one is that of 32 bits times the rounded ratio of the counts.
      assertRounded(graph.value(found.unbiasedVariance()), variance, 2);
    }
  }

  /** As rounded to 32 bits, or off by some of their last places. */
  private static void assertRounded(double[] found, double[] expected, int places) {
    for (int channel = 0; channel < CHANNELS; channel++) {
      float rounded = (float) expected[channel];
      assertThat(Math.abs(found[channel] - rounded))
          .as("channel %d: found %s, expected %s", channel, found[channel], rounded)
          .isLessThanOrEqualTo(places * Math.ulp(rounded));
    }
  }
}
