package org.recu.train;

import java.io.IOException;
import org.recu.checkpoint.Position;

/**
 * Ends a run whose loss is no number, and names the checkpoint before it.
 *
 * @param context of the run
 * @param schedule that gave the learning rate
 */
record FiniteLoss(RunContext context, Schedule schedule) {

  /**
   * Checks the loss of a step.
   *
   * @param progress before the step
   * @throws DivergenceException if it is infinite or NaN
   */
  void requireOfStep(float loss, RunProgress progress) throws IOException {
    if (!Float.isFinite(loss)) {
      int epoch = progress.epoch();
      throw new DivergenceException(
          "the loss is %s at step %d of epoch %d, learning rate %s; %s"
              .formatted(
                  loss,
                  progress.step(),
                  epoch,
                  schedule.learningRate(epoch),
                  lastGoodCheckpoint(progress)));
    }
  }

  /**
   * Checks the loss of the validation after an epoch's steps.
   *
   * @throws DivergenceException if it is infinite or NaN
   */
  void requireOfValidation(double loss, RunProgress progress) throws IOException {
    if (!Double.isFinite(loss)) {
      int epoch = progress.epoch();
      throw new DivergenceException(
          "the validation loss is %s after epoch %d, learning rate %s; %s"
              .formatted(loss, epoch, schedule.learningRate(epoch), lastGoodCheckpoint(progress)));
    }
  }

  private String lastGoodCheckpoint(RunProgress progress) throws IOException {
    if (!context.team().leads()) {
      return "the chief keeps the checkpoints";
    }
    // The weights after the last step are bad, and may already be in a checkpoint, which is
    // skipped. A checkpoint at the end of an epoch is good: it was evaluated before it was saved.
    Position bad = new Position(progress.epoch(), Math.max(1, progress.step()));
    return context
        .checkpoints()
        .before(bad)
        .map(checkpoint -> "the last good checkpoint is " + checkpoint)
        .orElse("there is no good checkpoint yet");
  }
}
