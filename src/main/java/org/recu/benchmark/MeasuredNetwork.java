package org.recu.benchmark;

import java.util.List;
import org.recu.checkpoint.ModelDescription;
import org.recu.graph.Device;
import org.recu.lowering.Arithmetic;
import org.recu.model.Models;
import org.recu.model.Network;
import org.recu.train.OptimizerOptions;

/**
 * The network that is measured, and how.
 *
 * @param network to be built
 * @param description what it wants to see
 * @param optimizer the rule of its training step
 * @param arithmetic of its training step
 * @param batchSize images a batch
 * @param device where it runs
 */
public record MeasuredNetwork(
    Network network,
    ModelDescription description,
    OptimizerOptions optimizer,
    Arithmetic arithmetic,
    int batchSize,
    Device device) {

  /** Noise has about these, whatever the set has; speed does not depend on them. */
  private static final List<Double> MEAN = List.of(0.5, 0.5, 0.5);

  private static final List<Double> STANDARD_DEVIATION = List.of(0.29, 0.29, 0.29);

  /**
   * A network by its name.
   *
   * @param model its name
   * @param dataset name of the set that it is for
   * @param classes of that set
   * @param imageSize height and width of the images, in pixels
   * @throws IllegalArgumentException where there is no such network for such images; a sentence
   */
  public static MeasuredNetwork of(
      String model,
      String dataset,
      int classes,
      int imageSize,
      OptimizerOptions optimizer,
      Arithmetic arithmetic,
      int batchSize,
      Device device) {
    return new MeasuredNetwork(
        Models.create(model, classes, imageSize),
        new ModelDescription(
            model, dataset, classes, List.of(), imageSize, MEAN, STANDARD_DEVIATION),
        optimizer,
        arithmetic,
        batchSize,
        device);
  }

  /** A batch of its images. The caller's to close. */
  MadeUpBatch batch() {
    return MadeUpBatch.of(batchSize, network.imageSize(), network.classes());
  }
}
