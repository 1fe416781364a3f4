package org.recu.inference;

import java.io.IOException;
import java.nio.file.Path;
import org.recu.checkpoint.Checkpoint;

/**
 * The folder of a checkpoint, or a link to one.
 *
 * @param path as it was given
 */
public record CheckpointPath(Path path) implements TrainedPath {

  @Override
  public String noun() {
    return "a checkpoint";
  }

  @Override
  public Checkpoint checkpoint() throws IOException {
    return Checkpoint.open(path);
  }
}
