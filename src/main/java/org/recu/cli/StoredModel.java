package org.recu.cli;

import java.io.IOException;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.ModelPath;

/** The checkpoint that a user's path to a model means. */
final class StoredModel {

  private StoredModel() {}

  /**
   * A run's best checkpoint, or the checkpoint itself.
   *
   * @param path to a run or a checkpoint
   * @throws IOException where it holds no whole checkpoint
   */
  static Checkpoint checkpoint(ModelPath path) throws IOException {
    return path instanceof ModelPath.Run run
        ? run.best()
        : ((ModelPath.CheckpointFolder) path).open();
  }
}
