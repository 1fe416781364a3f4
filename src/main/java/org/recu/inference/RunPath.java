package org.recu.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.CheckpointException;
import org.recu.checkpoint.CheckpointStore;

/**
 * A run, named by its folder or by its folder of checkpoints.
 *
 * @param path as it was given
 * @param checkpoints the run's
 */
public record RunPath(Path path, CheckpointStore checkpoints) implements TrainedPath {

  @Override
  public String noun() {
    return "a run";
  }

  /** The checkpoint of the best epoch, or the latest one if no epoch has been evaluated yet. */
  @Override
  public Checkpoint checkpoint() throws IOException {
    Optional<Checkpoint> best = checkpoints.best();
    return best.isPresent() ? best.get() : latest();
  }

  private Checkpoint latest() throws IOException {
    return checkpoints
        .latest()
        .orElseThrow(() -> new CheckpointException(path + " holds no checkpoint yet"));
  }
}
