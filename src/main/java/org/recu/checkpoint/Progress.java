package org.recu.checkpoint;

import java.util.Optional;

/**
 * How far a run has come.
 *
 * @param position where it would be resumed
 * @param globalStep training steps done since the run began
 * @param tau of the weights' last training step; evaluation does not need it
 * @param sums of the epoch that is unfinished; zero at an epoch's end
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
