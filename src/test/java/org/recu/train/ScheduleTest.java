package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.golden.GoldenSchedule;

final class ScheduleTest {

  static List<GoldenSchedule> schedules() {
    return GoldenSchedule.all();
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void learningRateAndTau_everyEpoch_areTheGoldenOnes(GoldenSchedule golden) {
    Schedule schedule =
        new Schedule(
            new ScheduleOptions(
                ScheduleOptions.Kind.valueOf(golden.kind().toUpperCase(Locale.ROOT)),
                golden.learningRate(),
                golden.epochs(),
                golden.warmUp(),
                golden.milestones(),
                0.85,
                0.99));
    assertThat(golden.learningRateAt()).hasSize(golden.epochs());
    for (int epoch = 0; epoch < golden.epochs(); epoch++) {
      double rate = golden.learningRateAt().get(epoch);
      double tau = golden.tauAt().get(epoch);
      assertThat(schedule.learningRate(epoch))
          .as("learning rate of epoch %d", epoch)
          .isCloseTo(rate, within(1e-6 * Math.abs(rate) + 1e-15));
      assertThat(schedule.tau(epoch))
          .as("tau of epoch %d", epoch)
          .isCloseTo(tau, within(1e-6 * tau));
    }
  }
}
