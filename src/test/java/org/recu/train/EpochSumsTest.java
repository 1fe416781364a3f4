package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.recu.checkpoint.EpochSums;
import org.recu.checkpoint.Position;
import org.recu.checkpoint.Progress;
import org.recu.score.Scores;

final class EpochSumsTest {

  private static final int STEPS = 60;
  private static final int BATCH = 11;

  @Test
  void sums_afterAnyBreak_areThoseOfAnEpochWithout() {
    List<Scores> steps = steps();
    RunProgress whole = RunProgress.startingAt(0);
    steps.forEach(scores -> add(whole, scores));
    for (int stop = 1; stop <= STEPS; stop++) {
      RunProgress before = RunProgress.startingAt(0);
      steps.subList(0, stop).forEach(scores -> add(before, scores));
      RunProgress after =
          RunProgress.of(
              new Progress(new Position(0, stop), stop, 0.85, before.sums(), Optional.empty()));
      steps.subList(stop, STEPS).forEach(scores -> add(after, scores));
      assertThat(after.sums()).as("stop after %d", stop).isEqualTo(whole.sums());
    }
  }

  @Test
  void stepDone_steps_sumsTimesAndImages() {
    RunProgress progress = RunProgress.startingAt(0);
    steps().forEach(scores -> add(progress, scores));
    EpochSums sums = progress.sums();
    assertThat(sums.scores().images()).isEqualTo(STEPS * BATCH);
    assertThat(sums.seconds()).isEqualTo(30);
    assertThat(sums.dataWaitSeconds()).isEqualTo(7.5);
    assertThat(sums.teacherSeconds()).isEqualTo(15);
  }

  private static void add(RunProgress progress, Scores scores) {
    progress.stepDone(scores, new StepSeconds(0.5, 0.125, 0.25));
  }

  private static List<Scores> steps() {
    SplittableRandom random = new SplittableRandom(5);
    List<Scores> steps = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      steps.add(
          new Scores(
              BATCH, random.nextDouble() * 20, random.nextInt(BATCH), random.nextInt(BATCH)));
    }
    return steps;
  }
}
