package org.recu.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.data.pipeline.BadImages;

/**
 * A call of {@code recu evaluate}. Model and data set are the model file's own where they were not
 * typed.
 *
 * @param modelPath run folder, checkpoint, SavedModel or PyTorch file
 * @param model name of the network, if typed
 * @param dataset name of the data set, if typed
 * @param dataPath folder of the data set, if typed
 * @param imageSize height and width of the images in pixels, if typed
 * @param fast whether image files are read by the fast loader
 * @param badImages what is done about images that cannot be read
 * @param batchSize images a step
 * @param limitTest only the first so many test images
 * @param gpu number of the GPU to use; empty for the CPU
 * @param workers threads that prepare images
 * @param json whether the result is one JSON object
 */
public record EvaluateOptions(
    Path modelPath,
    Optional<String> model,
    Optional<String> dataset,
    Optional<Path> dataPath,
    OptionalInt imageSize,
    boolean fast,
    BadImages badImages,
    int batchSize,
    OptionalInt limitTest,
    OptionalInt gpu,
    int workers,
    boolean json) {}
