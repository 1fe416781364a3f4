package org.recu.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class RunningMeansTest {

  @Test
  void add_batchesOfTwoSizes_countsEveryImageOnce() {
    RunningMeans means = new RunningMeans();
    means.add(30, 60.0, 10, 20);
    means.add(10, 10.0, 5, 10);
    assertThat(means.images()).isEqualTo(40);
    assertThat(means.loss()).isCloseTo(1.75, within(1e-12));
    assertThat(means.top1()).isCloseTo(37.5, within(1e-12));
    assertThat(means.top5()).isCloseTo(75, within(1e-12));
  }

  @Test
  void loss_nothingSeen_isNoNumber() {
    assertThat(new RunningMeans().loss()).isNaN();
  }

  @Test
  void add_emptyBatch_isRefused() {
    RunningMeans means = new RunningMeans();
    assertThatThrownBy(() -> means.add(0, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batchImages (0) must be at least 1");
  }
}
