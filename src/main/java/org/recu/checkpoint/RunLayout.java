package org.recu.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where a run's folder keeps what makes it a run: its configuration and its checkpoints. */
public final class RunLayout {

  private static final String CONFIG = "config.json";
  private static final String CHECKPOINTS = "checkpoints";

  private RunLayout() {}

  /** The configuration of the run in {@code folder}, a file that may not exist yet. */
  public static Path config(Path folder) {
    return folder.resolve(CONFIG);
  }

  /** The checkpoints of the run in {@code folder}, which need not exist yet. */
  public static CheckpointStore checkpoints(Path folder) {
    return new CheckpointStore(folder.resolve(CHECKPOINTS));
  }

  /** Whether a run was started in {@code folder}. */
  public static boolean isRun(Path folder) {
    return Files.exists(config(folder)) || Files.exists(folder.resolve(CHECKPOINTS));
  }
}
