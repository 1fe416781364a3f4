package org.recu.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A call of {@code recu export}.
 *
 * @param modelPath run folder, checkpoint or PyTorch file
 * @param model name of the network of a PyTorch file, if typed
 * @param dataset name of the set that a PyTorch file was trained on, if typed
 * @param dataPath folder of that set, whose class names may stand there alone, if typed
 * @param output folder to write; {@code savedmodels/} and the run's name where it is not given
 */
public record ExportOptions(
    Path modelPath,
    Optional<String> model,
    Optional<String> dataset,
    Optional<Path> dataPath,
    Optional<Path> output) {}
