package org.recu.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A call of {@code recu export}.
 *
 * @param modelPath run folder, checkpoint or PyTorch file
 * @param stated what was said of a PyTorch file
 * @param output folder to write; {@code savedmodels/} and the run's name where it is not given
 */
public record ExportOptions(Path modelPath, StatedModel stated, Optional<Path> output) {}
