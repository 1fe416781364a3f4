package org.recu.train;

import org.recu.data.Preset;
import org.recu.train.OptimizerOptions.Decayed;

/**
 * The published program's defaults that differ by data set.
 *
 * @param batchSizes images per step
 * @param epochs of the whole schedule
 * @param weightDecay times the parameter, added to its gradient
 * @param decayed which parameters decay
 */
public record TrainingDefaults(
    BatchSizes batchSizes, int epochs, double weightDecay, Decayed decayed) {

  private static final TrainingDefaults SMALL =
      new TrainingDefaults(new BatchSizes(256, 128), 600, 5e-4, Decayed.ALL);

  private static final TrainingDefaults LARGE =
      new TrainingDefaults(new BatchSizes(512, 256), 200, 1e-4, Decayed.CONV_FC);

  /** The defaults of a column. */
  public static TrainingDefaults of(Preset preset) {
    return switch (preset) {
      case SMALL -> SMALL;
      case LARGE -> LARGE;
    };
  }
}
