package org.recu.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A call of {@code recu export}.
 *
 * @param modelPath run folder, checkpoint or PyTorch file
 * @param stated what was said of a PyTorch file
 * @param format what is written
 * @param output folder or file to write; {@code savedmodels/} and the run's name where it is not
 *     given
 */
public record ExportOptions(
    Path modelPath, StatedModel stated, Format format, Optional<Path> output) {

  /** What an export is. */
  public enum Format {
    /** TensorFlow's. */
    SAVEDMODEL,
    /** A file as the published program saves it. */
    PYTORCH
  }
}
