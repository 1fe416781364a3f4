package org.recu.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A call of {@code recu export}.
 *
 * @param modelPath run folder or checkpoint
 * @param output folder to write; {@code savedmodels/} and the run's name where it is not given
 */
public record ExportOptions(Path modelPath, Optional<Path> output) {}
