package org.recu.checkpoint;

import java.util.Optional;

/**
 * The progress of a run.
 *
 * @param position where the run would be resumed
 * @param globalStep training steps done since the run began
 * @param tau of the last training step; not needed for evaluation
 * @param sums of the unfinished epoch; zero at the end of an epoch
 * @param best the best epoch so far; empty before the first evaluation
 */
public record Progress(
    Position position, long globalStep, double tau, EpochSums sums, Optional<Best> best) {

  public Progress {
    if (globalStep < 0) {
      throw new IllegalArgumentException(
          "globalStep (%d) must be at least 0".formatted(globalStep));
    }
    if (position.step() == 0 && !sums.equals(EpochSums.ZERO)) {
      throw new IllegalArgumentException("sums (%s) of an epoch without steps".formatted(sums));
    }
  }
}
