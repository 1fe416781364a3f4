package org.recu.train;

import java.util.Optional;
import org.recu.checkpoint.Best;
import org.recu.checkpoint.EpochSums;
import org.recu.checkpoint.Position;
import org.recu.checkpoint.Progress;
import org.recu.score.Scores;

/** The progress of a run. */
final class RunProgress {

  /** The current position. */
  private Position position;

  /** Steps done in the whole run. */
  private long globalStep;

  /** Steps done by this process. */
  private int ownSteps;

  /** The best epoch so far. */
  private Optional<Best> best;

  /** Sums over the unfinished epoch's steps. */
  private EpochSums sums;

  private RunProgress(Position position, long globalStep, Optional<Best> best, EpochSums sums) {
    this.position = position;
    this.globalStep = globalStep;
    this.best = best;
    this.sums = sums;
  }

  /** The progress of a run that is about to start at the given epoch of its schedule. */
  static RunProgress startingAt(int epoch) {
    return new RunProgress(new Position(epoch, 0), 0, Optional.empty(), EpochSums.ZERO);
  }

  /** The progress stored in a checkpoint. */
  static RunProgress of(Progress progress) {
    return new RunProgress(
        progress.position(), progress.globalStep(), progress.best(), progress.sums());
  }

  /**
   * Records a finished step.
   *
   * @param scores of the step's batch, with the loss that was trained on
   * @param seconds that the step took
   */
  void stepDone(Scores scores, StepSeconds seconds) {
    sums = sums.plus(new EpochSums(scores, seconds.all(), seconds.dataWait(), seconds.teacher()));
    position = new Position(position.epoch(), position.step() + 1);
    globalStep++;
    ownSteps++;
  }

  /** Finishes the epoch. If two epochs have the same accuracy, the earlier one stays the best. */
  void epochDone(double top1) {
    if (best.isEmpty() || top1 > best.get().top1()) {
      best = Optional.of(new Best(position.epoch(), top1));
    }
    position = Position.after(position.epoch());
    sums = EpochSums.ZERO;
  }

  /** The current position. */
  Position position() {
    return position;
  }

  /** The current epoch, from 0. */
  int epoch() {
    return position.epoch();
  }

  /** Steps done in the current epoch. */
  int step() {
    return position.step();
  }

  /** Steps done in the whole run. */
  long globalStep() {
    return globalStep;
  }

  /** Steps done by this process. */
  int ownSteps() {
    return ownSteps;
  }

  /** The best epoch so far; empty before the first evaluation. */
  Optional<Best> best() {
    return best;
  }

  /** Scores of the images trained on so far in this epoch. */
  Scores scores() {
    return sums.scores();
  }

  /** Sums over the steps done so far in this epoch. */
  EpochSums sums() {
    return sums;
  }

  /** The progress to store in a checkpoint, with tau of the last step. */
  Progress toProgress(Schedule schedule) {
    int lastEpoch = position.isEpochEnd() ? position.epoch() - 1 : position.epoch();
    return new Progress(position, globalStep, schedule.tau(lastEpoch), sums, best);
  }
}
