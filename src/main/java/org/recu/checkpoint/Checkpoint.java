package org.recu.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.recu.checkpoint.proto.TrainingStateMessage;
import org.recu.files.FileError;

/**
 * A checkpoint whose files are all present and intact.
 *
 * @param folder of the checkpoint
 * @param state everything but the values of the variables
 */
public record Checkpoint(Path folder, TrainingState state) {

  /** Name of the variables' files, before the endings that TensorFlow adds. */
  private static final String VARIABLES = "variables";

  /**
   * Whether a folder is a checkpoint: it contains a state file or, if that is lost, has a
   * checkpoint's name.
   */
  public static boolean isAt(Path folder) {
    return Files.exists(folder.resolve(StateFile.NAME)) || Position.isName(folder);
  }

  /** TensorFlow's prefix of the variables' files, from which they are restored. */
  public Path variables() {
    return variablesIn(folder);
  }

  static Path variablesIn(Path folder) {
    return folder.resolve(VARIABLES);
  }

  /**
   * Reads the state and verifies the size and checksum of every file.
   *
   * @throws CheckpointException if the folder is missing or no checkpoint; if one of its files is
   *     missing, truncated, too long or damaged; if its format is newer than this program
   */
  public static Checkpoint open(Path folder) throws IOException {
    TrainingStateMessage message = message(folder);
    try {
      Manifest.verify(folder, message.getFilesList());
    } catch (CheckpointException e) {
      throw e;
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be read: %s".formatted(folder, FileError.sentence(e)), e);
    }
    return new Checkpoint(folder, state(folder, message));
  }

  /** Reads only the state, without verifying the other files. */
  static TrainingState readState(Path folder) throws IOException {
    return state(folder, message(folder));
  }

  private static TrainingStateMessage message(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      throw new CheckpointException("%s does not exist, expected a checkpoint".formatted(folder));
    }
    if (!Files.isDirectory(folder)) {
      throw new CheckpointException(
          "%s is a file, expected the folder of a checkpoint".formatted(folder));
    }
    try {
      return StateFile.read(folder);
    } catch (CheckpointException e) {
      throw e;
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be read: %s".formatted(folder, FileError.sentence(e)), e);
    }
  }

  private static TrainingState state(Path folder, TrainingStateMessage message)
      throws CheckpointException {
    try {
      return StateMessages.fromMessage(message);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          "%s is corrupt: %s".formatted(folder.resolve(StateFile.NAME), e.getMessage()), e);
    }
  }
}
