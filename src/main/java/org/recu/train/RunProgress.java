package org.recu.train;

import java.util.Optional;
import org.recu.checkpoint.Best;
import org.recu.checkpoint.EpochSums;
import org.recu.checkpoint.Position;
import org.recu.checkpoint.Progress;
import org.recu.score.Scores;

/** How far a run has come. */
final class RunProgress {

  /** The current position. */
  private Position position;

  /** Steps of the whole run that are done. */
  private long globalStep;

  /** Steps that this process has done. */
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

  /** Before the first step of a run that starts at some epoch of its schedule. */
  static RunProgress startingAt(int epoch) {
    return new RunProgress(new Position(epoch, 0), 0, Optional.empty(), EpochSums.ZERO);
  }

  /** The progress that a checkpoint holds. */
  static RunProgress of(Progress progress) {
    return new RunProgress(
        progress.position(), progress.globalStep(), progress.best(), progress.sums());
  }

  /**
   * Takes a step in.
   *
   * @param scores of the step's batch, with the loss that it was trained on
   * @param seconds that the step took
   */
  void stepDone(Scores scores, StepSeconds seconds) {
    sums = sums.plus(new EpochSums(scores, seconds.all(), seconds.dataWait(), seconds.teacher()));
    position = new Position(position.epoch(), position.step() + 1);
    globalStep++;
    ownSteps++;
  }

  /** Closes the epoch; of equal accuracies the earlier epoch stays the best. */
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

  /** The epoch that runs, from 0. */
  int epoch() {
    return position.epoch();
  }

  /** How many of the epoch's steps are done. */
  int step() {
    return position.step();
  }

  /** Steps of the whole run that are done. */
  long globalStep() {
    return globalStep;
  }

  /** Steps that this process has done. */
  int ownSteps() {
    return ownSteps;
  }

  /** Scores of the epoch's images so far. */
  Scores scores() {
    return sums.scores();
  }

  /** Sums over the epoch's images so far. */
  EpochSums sums() {
    return sums;
  }

  /** What a checkpoint keeps, with tau of the last step. */
  Progress toProgress(Schedule schedule) {
    int lastEpoch = position.isEpochEnd() ? position.epoch() - 1 : position.epoch();
    return new Progress(position, globalStep, schedule.tau(lastEpoch), sums, best);
  }
}
