package org.recu.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;

/** The places of the configuration and the checkpoints in a run's folder. */
public final class RunLayout {

  private static final String CONFIG = "config.json";
  private static final String CHECKPOINTS = "checkpoints";

  private RunLayout() {}

  /** The configuration file of the run in {@code folder}; it may not exist yet. */
  public static Path config(Path folder) {
    return folder.resolve(CONFIG);
  }

  /** The checkpoints of the run in {@code folder}; the folder need not exist yet. */
  public static CheckpointStore checkpoints(Path folder) {
    return new CheckpointStore(folder.resolve(CHECKPOINTS));
  }

  /** Whether {@code folder} contains a run. */
  public static boolean isRun(Path folder) {
    return Files.exists(config(folder)) || Files.exists(folder.resolve(CHECKPOINTS));
  }
}
