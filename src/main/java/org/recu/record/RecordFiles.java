package org.recu.record;

import java.nio.file.Path;

/**
 * The files that a run's report goes into.
 *
 * @param folder of the run
 */
public record RecordFiles(Path folder) {

  /** {@code train.log}, what the console shows. */
  public Path log() {
    return folder.resolve("train.log");
  }

  /** {@code metrics.jsonl}, an {@link EpochReport} an epoch. */
  public Path metrics() {
    return folder.resolve("metrics.jsonl");
  }

  /** {@code bad_images.jsonl}, a {@link BadImageReport} an image that another stood in for. */
  public Path badImages() {
    return folder.resolve("bad_images.jsonl");
  }

  /** {@code steps.jsonl}, a {@link StepReport} a step. */
  public Path steps() {
    return folder.resolve("steps.jsonl");
  }

  /** {@code failed.json}, the mark of a run that failed. */
  public Path failure() {
    return folder.resolve("failed.json");
  }
}
