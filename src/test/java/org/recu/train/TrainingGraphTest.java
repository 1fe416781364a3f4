package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.binarize.BinarizationMethod;
import org.recu.golden.GoldenSteps;
import org.recu.graph.DeviceGroup;
import org.recu.lowering.Arithmetic;
import org.recu.run.DeviceNames;

/**
 * Compares training steps with those of an independent implementation.
 *
 * <p>The sign function makes training chaotic: as soon as rounding flips the sign of one activation
 * near 0, the losses diverge for good. The golden file records for how many steps the independent
 * program's own float32 and float64 runs agree. This program rounds in a third way, and in three
 * cases diverges from both earlier than that, on some processors. The case with Adam was traced:
 * one activation of at most 5e-8 gets the other sign. PyTorch does the same: with initial weights
 * moved at random by some 2e-8 to 6e-8 of themselves, about a last bit, 27 of 150 runs leave the
 * golden losses at the sixth, seventh or eighth step, eight of them by the very losses that two
 * towers have on a Zen 5 (2.4276 in the seventh). Others leave them earlier: of 30 with 2e-8 six at
 * the second or third step, of 30 with 6e-8 twenty by the fourth. So five steps are what held on
 * the processors tried, and no promise. In the third step of vgg_small one activation of the first
 * binary layer is 1.9e-7 by the float64 run, less than the rounding of the float32 values that it
 * is computed from. The case of resnet18 was not traced. All steps before that point are compared;
 * for the networks for large images, whose golden columns diverge at once, only the first.
 *
 * <p>The system property {@code recu.devices} names another device, such as GPU 0 by its number.
 */
final class TrainingGraphTest {

  private static final DeviceGroup DEVICES =
      DeviceNames.parse(System.getProperty("recu.devices", "cpu")).orElseThrow();

  /** Steps before this program diverges, where that is earlier than the golden columns do. */
  private static final Map<String, Integer> HELD =
      Map.of(
          "cifar resnet18_1w1a sgd",
          2,
          "cifar vgg_small_1w1a sgd",
          2,
          "cifar resnet20_1w1a adam",
          5);

  static List<GoldenSteps> steps() {
    return GoldenSteps.all();
  }

  static List<GoldenSteps> plainSignSteps() {
    return GoldenSteps.ofPlainSign();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void step_goldenWeights_followsGoldenLosses(GoldenSteps golden) {
    int held = HELD.getOrDefault(golden.toString(), golden.comparable());
    assertFollows(golden, BinarizationMethod.RECU, held);
  }

  @ParameterizedTest
  @MethodSource("plainSignSteps")
  void step_plainSign_followsGoldenLosses(GoldenSteps golden) {
    assertThat(golden.comparable()).isEqualTo(3);
    assertFollows(golden, BinarizationMethod.SIGN, golden.comparable());
  }

  private static void assertFollows(GoldenSteps golden, BinarizationMethod method, int held) {
    Towers towers = new Towers(DEVICES, Arithmetic.FLOAT32, false);
    List<Double> losses = GoldenTraining.losses(golden, method, towers, held);
    assertThat(losses).hasSizeGreaterThanOrEqualTo(golden.family().equals("cifar") ? 2 : 1);
    for (int step = 0; step < held; step++) {
      double expected = golden.losses().get(step);
      assertThat(losses.get(step))
          .as("loss of step %d", step)
          .isCloseTo(expected, within(GoldenSteps.TOLERANCE * expected));
    }
  }
}
