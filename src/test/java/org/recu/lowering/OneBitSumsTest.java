package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.fusion.Fusions;
import org.recu.fusion.Int16;
import org.recu.graph.TestGraph;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/** Convolutions of signs by counting bits against the same in float32 and bfloat16. */
final class OneBitSumsTest {

  private static final int SIZE = 4;

  /** Channels, filters, kernel, stride; whether a weight is 0. */
  @ParameterizedTest
  @CsvSource({
    "16, 16, 3, 1, false",
    "16, 24, 3, 2, false",
    "32, 32, 3, 1, false",
    "64, 8, 3, 2, false",
    "64, 8, 1, 1, false",
    "128, 64, 3, 1, false",
    "192, 8, 3, 1, false",
    "512, 16, 3, 1, false",
    "64, 8, 3, 1, true",
    "16, 8, 3, 2, true"
  })
  void of_signs_areTheConvolutionsOfFloat32AndBfloat16_andInt16TheSame(
      int channels, int filters, int kernel, int stride, boolean zero) {
    SplittableRandom random = new SplittableRandom(channels + stride);
    double[] values = signs(random, 2 * SIZE * SIZE * channels, 9);
    double[] weights = signs(random, kernel * kernel * channels * filters, Integer.MAX_VALUE);
    if (zero) {
      weights[random.nextInt(weights.length)] = 0;
    }
    Convolution form = new Convolution(filters, kernel, stride, kernel / 2);
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Fusions fusions = Fusions.compiled(tf);
      Operand<TFloat32> signs = graph.constant(values, 2, SIZE, SIZE, channels);
      Operand<TFloat32> weight = graph.constant(weights, kernel, kernel, channels, filters);
      assertThat(OneBitSums.fit(form, signs.shape())).isTrue();
      ConvolutionOps ops = new ConvolutionOps(form);
      Operand<TFloat32> expected = ops.of(tf, signs, weight);
      Operand<TFloat32> found = OneBitSums.of(tf, fusions, form, signs, weight, TFloat32.class);
      assertThat(found.shape()).isEqualTo(expected.shape());
      OneBitLoop.WithBlocks int16 =
          OneBitSums.int16(
              tf,
              fusions,
              form,
              signs,
              weight,
              new PixelBlocks(expected.shape(), (long) kernel * kernel * channels));
      assertThat(int16.sums().shape()).isEqualTo(expected.shape());
      Operand<TBfloat16> narrowSigns = tf.dtypes.cast(signs, TBfloat16.class);
      Operand<TBfloat16> narrowWeight = tf.dtypes.cast(weight, TBfloat16.class);
      List<double[]> sums =
          graph.values(
              List.of(
                  expected,
                  found,
                  Int16.float32(tf, int16.sums()),
                  tf.dtypes.cast(ops.of(tf, narrowSigns, narrowWeight), TFloat32.class),
                  tf.dtypes.cast(
                      OneBitSums.of(tf, fusions, form, signs, weight, TBfloat16.class),
                      TFloat32.class),
                  tf.dtypes.cast(int16.blocks().sum(tf), TFloat32.class),
                  tf.dtypes.cast(int16.blocks().sumOfSquares(tf), TFloat32.class)));
      assertThat(sums.get(1)).containsExactly(sums.get(0));
      assertThat(sums.get(2)).containsExactly(sums.get(0));
      assertThat(sums.get(4)).containsExactly(sums.get(3));
      assertThat(sums.get(5)).containsExactly(totals(sums.get(0), filters, sum -> sum));
      assertThat(sums.get(6)).containsExactly(totals(sums.get(0), filters, sum -> sum * sum));
    }
  }

  /** The signs of a real activation's gradient, of which a weight that is not a number is part. */
  @Test
  void of_weightThatIsNotANumber_isNotCounted() {
    double[] weights = signs(new SplittableRandom(1), 64, Integer.MAX_VALUE);
    weights[5] = Double.NaN;
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Operand<TFloat32> found =
          OneBitSums.of(
              tf,
              Fusions.compiled(tf),
              new Convolution(1, 1, 1, 0),
              graph.constant(signs(new SplittableRandom(2), 64, 9), 1, 1, 1, 64),
              graph.constant(weights, 1, 1, 64, 1),
              TFloat32.class);
      assertThat(graph.value(found)).containsExactly(Double.NaN);
    }
  }

  @Test
  void fit_channelsThatFillWords_only() {
    Convolution form = Convolution.threeByThree(8, 1);
    assertThat(OneBitSums.fit(form, Shape.of(-1, 4, 4, 48))).isFalse();
    assertThat(OneBitSums.fit(form, Shape.of(-1, 4, 4, 3))).isFalse();
    assertThat(OneBitSums.fit(form, Shape.of(-1, 4, 4, 256))).isTrue();
    assertThat(OneBitSums.fit(new Convolution(8, 5, 1, 2), Shape.of(-1, 4, 4, 64))).isFalse();
  }

  /** What the sums of each channel, or something of them, add up to. */
  private static double[] totals(double[] sums, int channels, DoubleUnaryOperator each) {
    double[] totals = new double[channels];
    for (int i = 0; i < sums.length; i++) {
      totals[i % channels] += each.applyAsDouble(sums[i]);
    }
    return totals;
  }

  /** Signs, one of {@code rarity} of them 0. */
  private static double[] signs(SplittableRandom random, int count, int rarity) {
    return random.ints(count, 0, rarity).mapToDouble(i -> i == 0 ? 0 : i % 2 * 2 - 1).toArray();
  }
}
