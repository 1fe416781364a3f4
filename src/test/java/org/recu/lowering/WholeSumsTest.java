package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.fusion.Fusions;
import org.recu.graph.TestGraph;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Convolutions of signs in parts of bfloat16 against the same in float32. */
final class WholeSumsTest {

  @Test
  void widths_addUpAndStayExact() {
    assertThat(WholeSums.widths(16, 9)).containsExactly(16);
    assertThat(WholeSums.widths(28, 9)).containsExactly(28);
    assertThat(WholeSums.widths(29, 9)).containsExactly(14, 15);
    for (int channels = 1; channels <= 600; channels++) {
      int[] widths = WholeSums.widths(channels, 9);
      assertThat(Arrays.stream(widths).sum()).isEqualTo(channels);
      assertThat(Arrays.stream(widths).allMatch(width -> width > 0 && 9 * width <= 256)).isTrue();
    }
  }

  /** All signs equal makes the largest sums there are: 9 * 64 = 576 is no number of bfloat16. */
  @ParameterizedTest
  @CsvSource({"16, 1, false", "64, 1, false", "64, 2, false", "64, 1, true", "64, 2, true"})
  void of_signs_areTheFloat32Convolutions(int channels, int stride, boolean equal) {
    SplittableRandom random = new SplittableRandom(channels + stride);
    double[] values = signs(random, 2 * 4 * 4 * channels, equal);
    double[] weights = signs(random, 9 * channels * 3, equal);
    Convolution form = Convolution.threeByThree(3, stride);
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Operand<TFloat32> signs = graph.constant(values, 2, 4, 4, channels);
      Operand<TFloat32> weight = graph.constant(weights, 3, 3, channels, 3);
      Operand<TFloat32> expected = new ConvolutionOps(form).of(tf, signs, weight);
      Operand<TFloat32> found = WholeSums.of(tf, Fusions.compiled(tf), form, signs, weight);
      assertThat(found.shape()).isEqualTo(expected.shape());
      assertThat(graph.value(found)).containsExactly(graph.value(expected));
    }
  }

  private static double[] signs(SplittableRandom random, int count, boolean equal) {
    return random
        .ints(count, 0, 9)
        .mapToDouble(i -> equal ? 1 : i == 0 ? 0 : i % 2 * 2 - 1)
        .toArray();
  }
}
