package org.recu.run;

import java.io.IOException;
import java.util.Optional;
import org.recu.files.ByteCount;
import org.recu.model.Network;
import org.recu.train.BatchSizes;
import org.recu.train.StepMemory;
import org.recu.train.TrainingData;

/**
 * Compares the memory that a step takes on the CPU with the memory that there is. TensorFlow ends
 * the process where it cannot have memory, or the system does, so it is better to know before.
 */
final class MemoryCheck {

  private final Network network;
  private final MemoryLimit limit;

  MemoryCheck(Network network, MemoryLimit limit) {
    this.network = network;
    this.limit = limit;
  }

  /**
   * A warning if a step of a run may take more memory than is free here; nothing where the system
   * does not say how much that is.
   *
   * @param wanted the largest steps
   * @param workers that share a training step, each with memory of its own
   * @throws IOException if a step takes more than the process can have, by any means
   */
  static Optional<String> here(Network network, BatchSizes wanted, TrainingData data, int workers)
      throws IOException {
    Optional<MemoryLimit> limit = MemoryLimit.here();
    if (limit.isEmpty()) {
      return Optional.empty();
    }
    int training = Math.min(wanted.training(), data.training().size());
    int evaluation = Math.min(wanted.evaluation(), data.test().size());
    return new MemoryCheck(network, limit.get())
        .doubt(new BatchSizes((training + workers - 1) / workers, evaluation));
  }

  /**
   * A warning if a step may take more memory than is free.
   *
   * @param images in a step, as large as the data has them
   * @throws IOException if a step takes more than the process can have, by any means
   */
  Optional<String> doubt(BatchSizes images) throws IOException {
    Optional<String> training =
        doubt("--batch_size", images.training(), StepMemory.ofTraining(network, images.training()));
    Optional<String> evaluation =
        doubt(
            "--batch_size_test",
            images.evaluation(),
            StepMemory.ofEvaluation(network, images.evaluation()));
    return training.or(() -> evaluation);
  }

  private Optional<String> doubt(String option, int images, StepMemory step) throws IOException {
    if (step.least() > limit.most()) {
      throw new IOException(
          "%s: %d images of %s take %s or more in a step, but %s: lower %s"
              .formatted(
                  option,
                  images,
                  network.name(),
                  ByteCount.text(step.least()),
                  limit.limit(),
                  option));
    }
    return step.usual() <= limit.free()
        ? Optional.empty()
        : Optional.of(
            "recu: %s: %d images of %s take about %s in a step, and %s are free: if that is too"
                    .formatted(
                        option,
                        images,
                        network.name(),
                        ByteCount.text(step.usual()),
                        ByteCount.text(limit.free()))
                + " little, the system ends the process; a smaller batch needs less");
  }
}
