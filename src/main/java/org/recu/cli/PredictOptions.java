package org.recu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * A call of {@code recu predict}.
 *
 * @param modelPath the trained model
 * @param stated what was said of a PyTorch file
 * @param images pictures, and folders of pictures
 * @param topK classes told of each picture
 * @param batchSize pictures a step
 * @param gpu number of the GPU to use; empty for the CPU
 * @param workers threads that read pictures
 * @param json whether each picture is a JSON object on a line
 */
public record PredictOptions(
    Path modelPath,
    StatedModel stated,
    List<Path> images,
    int topK,
    int batchSize,
    OptionalInt gpu,
    int workers,
    boolean json) {

  public PredictOptions {
    images = List.copyOf(images);
  }
}
