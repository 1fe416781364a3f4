package org.recu.cli;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.recu.inference.ModelOptions;
import org.recu.inference.TestSetOptions;

/**
 * The options of {@code recu evaluate}.
 *
 * @param modelPath run folder, checkpoint, SavedModel or PyTorch file
 * @param model what the command line says about the model
 * @param images test images to evaluate on
 * @param gpu number of the GPU to use; empty for the CPU
 * @param json whether the result is printed as a JSON object
 * @param resolved all options with their values
 */
record EvaluateOptions(
    Path modelPath,
    ModelOptions model,
    TestSetOptions images,
    OptionalInt gpu,
    boolean json,
    ResolvedOptions resolved) {}
