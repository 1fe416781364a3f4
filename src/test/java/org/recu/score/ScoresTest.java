package org.recu.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ScoresTest {

  @Test
  void plus_batchesOfTwoSizes_countsEveryImageOnce() {
    Scores scores = new Scores(30, 60.0, 10, 20).plus(new Scores(10, 10.0, 5, 10));
    assertThat(scores.images()).isEqualTo(40);
    assertThat(scores.loss()).isCloseTo(1.75, within(1e-12));
    assertThat(scores.top1()).isCloseTo(37.5, within(1e-12));
    assertThat(scores.top5()).isCloseTo(75, within(1e-12));
  }

  @Test
  void withLossSum_anotherLoss_keepsTheAccuracy() {
    assertThat(new Scores(4, 1, 2, 3).withLossSum(8)).isEqualTo(new Scores(4, 8, 2, 3));
  }

  @Test
  void loss_noImages_isNaN() {
    assertThat(Scores.NONE.loss()).isNaN();
    assertThat(Scores.NONE.top1()).isNaN();
  }
}
