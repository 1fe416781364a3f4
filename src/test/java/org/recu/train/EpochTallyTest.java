package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.recu.checkpoint.EpochSums;
import org.recu.eval.Scores;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

final class EpochTallyTest {

  private static final int STEPS = 60;
  private static final int BATCH = 11;

  @Test
  void means_afterAnyBreak_areThoseOfAnEpochWithout() {
    List<Scores> steps = steps();
    EpochTally whole = new EpochTally(EpochSums.ZERO);
    steps.forEach(scores -> add(whole, scores));
    for (int stop = 0; stop <= STEPS; stop++) {
      EpochTally before = new EpochTally(EpochSums.ZERO);
      steps.subList(0, stop).forEach(scores -> add(before, scores));
      EpochTally after = new EpochTally(before.sums());
      steps.subList(stop, STEPS).forEach(scores -> add(after, scores));
      assertThat(after.means().loss()).as("stop after %d", stop).isEqualTo(whole.means().loss());
      assertThat(after.means().top1()).isEqualTo(whole.means().top1());
      assertThat(after.means().top5()).isEqualTo(whole.means().top5());
      assertThat(after.sums()).isEqualTo(whole.sums());
    }
  }

  @Test
  void add_steps_sumsTimesAndImages() {
    EpochTally tally = new EpochTally(EpochSums.ZERO);
    steps().forEach(scores -> add(tally, scores));
    assertThat(tally.sums().images()).isEqualTo(STEPS * BATCH);
    assertThat(tally.sums().seconds()).isEqualTo(30);
    assertThat(tally.sums().dataWaitSeconds()).isEqualTo(7.5);
    assertThat(tally.sums().teacherSeconds()).isEqualTo(15);
    assertThat(tally.means().images()).isEqualTo(STEPS * BATCH);
  }

  private static void add(EpochTally tally, Scores scores) {
    tally.add(scores, scores.lossSum(), new StepSeconds(0.5, 0.125, 0.25));
  }

  private static List<Scores> steps() {
    SplittableRandom random = new SplittableRandom(5);
    List<Scores> steps = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      float[][] rows = new float[BATCH][10];
      int[] classes = new int[BATCH];
      for (int image = 0; image < BATCH; image++) {
        classes[image] = random.nextInt(10);
        for (int i = 0; i < 10; i++) {
          rows[image][i] = random.nextFloat() * 4;
        }
      }
      Scores scores = new Scores();
      try (TFloat32 logits = TFloat32.tensorOf(StdArrays.ndCopyOf(rows));
          TInt32 labels = TInt32.vectorOf(classes)) {
        scores.add(logits, labels);
      }
      steps.add(scores);
    }
    return steps;
  }
}
