package org.recu.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.recu.checkpoint.proto.TrainingStateMessage;
import org.recu.files.FileError;

/**
 * A checkpoint whose every file is there and as it was written.
 *
 * @param folder that holds it
 * @param state everything but the values of the variables
 */
public record Checkpoint(Path folder, TrainingState state) {

  /** What the variables' files are called before TensorFlow's endings. */
  private static final String VARIABLES = "variables";

  /** Whether a folder is a checkpoint by its state, or by its name where it has lost its state. */
  public static boolean isAt(Path folder) {
    return Files.exists(folder.resolve(StateFile.NAME)) || Position.isName(folder);
  }

  /** TensorFlow's prefix of the variables' files, to be restored from. */
  public Path variables() {
    return variablesIn(folder);
  }

  static Path variablesIn(Path folder) {
    return folder.resolve(VARIABLES);
  }

  /**
   * Reads the state and verifies the size and checksum of every file.
   *
   * @throws CheckpointException when the folder is missing or no checkpoint; when a file of it is
   *     missing, truncated, too long or damaged; when its format is newer than this program
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

  /** Reads the state alone, without a look at the other files. */
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
