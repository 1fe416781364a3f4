package org.recu.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class GoldenFillTest {

  private static final Offset<Float> ROUNDING = within(1e-7f);

  /** sin(0.37), computed apart. */
  private static final double FIRST = 0.361615431964962;

  @Test
  void fill_convolution_isATenthOfTheSine() {
    GoldenTensor weight = GoldenFill.fill(3, "layer1.0.conv1.weight", List.of(2, 1, 3, 1));
    // sin(0.7 * 3 + 0.37 * 5) = sin(3.95)
    assertThat(weight.values()[4]).isCloseTo(-0.07231881f, ROUNDING);
  }

  @Test
  void fill_byTheEndOfTheName_choosesTheFormula() {
    assertThat(first("bn1.running_var", List.of(4))).isCloseTo((float) (1 + FIRST / 2), ROUNDING);
    assertThat(first("conv1.alpha", List.of(4, 1, 1)))
        .isCloseTo((float) (0.5 + FIRST / 4), ROUNDING);
    assertThat(first("bn1.weight", List.of(4))).isCloseTo((float) (0.6 + FIRST / 5), ROUNDING);
    assertThat(first("linear.weight", List.of(2, 2))).isCloseTo((float) (FIRST / 10), ROUNDING);
    assertThat(first("bn1.running_mean", List.of(4))).isCloseTo((float) (FIRST / 10), ROUNDING);
  }

  @Test
  void weights_skipBookkeepingWithoutCountingIt() {
    List<GoldenNetwork.Entry> stateDict =
        List.of(
            new GoldenNetwork.Entry("conv1.tau", List.of(1)),
            new GoldenNetwork.Entry("conv1.weight", List.of(1, 1, 1, 1)),
            new GoldenNetwork.Entry("bn1.num_batches_tracked", List.of()),
            new GoldenNetwork.Entry("bn1.bias", List.of(1)));

    assertThat(GoldenFill.weights(stateDict).keySet()).containsExactly("conv1.weight", "bn1.bias");
    // sin(0.7 + 0.37) = sin(1.07)
    assertThat(GoldenFill.weights(stateDict).get("bn1.bias").values()[0])
        .isCloseTo(0.08772005f, ROUNDING);
  }

  @Test
  void pixels_areTheSumOfTwoCosines() {
    float[] pixels = GoldenFill.pixels(List.of(1, 1, 1, 101)).values();
    assertThat(pixels[0]).isEqualTo(2.5f);
    // 1.5 cos(11) + cos(1.3)
    assertThat(pixels[100]).isCloseTo(0.27413738f, ROUNDING);
  }

  private static float first(String name, List<Integer> shape) {
    return GoldenFill.fill(0, name, shape).values()[0];
  }
}
