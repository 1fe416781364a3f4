package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.binarize.BinarizationMethod;
import org.recu.golden.GoldenSteps;
import org.recu.graph.Device;
import org.recu.graph.DeviceGroup;
import org.recu.lowering.Arithmetic;

final class SeveralTowersTest {

  /**
   * Steps held, as {@link TrainingGraphTest} explains: vgg_small parts after two, because one more
   * way to round turns a sign. 16 images among three towers are 6, 6 and 4; 2 are 1, 1 and none.
   */
  @ParameterizedTest
  @CsvSource({
    "cifar resnet20_1w1a adam, 2, 8",
    "cifar resnet20_1w1a sgd, 3, 2",
    "cifar vgg_small_1w1a sgd, 2, 2",
    "two_stage resnet18_1w1a adam, 3, 1",
  })
  void step_statisticsOfTheWholeBatch_followsGoldenLosses(String steps, int towers, int held) {
    GoldenSteps golden =
        GoldenSteps.all().stream()
            .filter(candidate -> candidate.toString().equals(steps))
            .findFirst()
            .orElseThrow();
    List<Double> losses =
        GoldenTraining.losses(golden, BinarizationMethod.RECU, towers(towers, true), held);
    for (int step = 0; step < held; step++) {
      double expected = golden.losses().get(step);
      assertThat(losses.get(step))
          .as("loss of step %d", step)
          .isCloseTo(expected, within(GoldenSteps.TOLERANCE * expected));
    }
  }

  private static Towers towers(int devices, boolean wholeBatch) {
    return new Towers(
        new DeviceGroup(Collections.nCopies(devices, Device.cpu())),
        Arithmetic.FLOAT32,
        wholeBatch);
  }
}
