package org.recu.record;

import java.nio.file.Path;

/**
 * The files in which a run is recorded.
 *
 * @param folder of the run
 */
public record RecordFiles(Path folder) {

  /** {@code train.log}, the console output. */
  public Path log() {
    return folder.resolve("train.log");
  }

  /** {@code metrics.jsonl}, with an {@link EpochLine} per epoch. */
  public Path metrics() {
    return folder.resolve("metrics.jsonl");
  }

  /** {@code bad_images.jsonl}, with a {@link BadImageReport} per substituted image. */
  public Path badImages() {
    return folder.resolve("bad_images.jsonl");
  }

  /** {@code steps.jsonl}, with a {@link StepReport} per step. */
  public Path steps() {
    return folder.resolve("steps.jsonl");
  }

  /** {@code failed.json}, which marks a failed run. */
  public Path failure() {
    return folder.resolve("failed.json");
  }
}
