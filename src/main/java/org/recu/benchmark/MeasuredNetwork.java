package org.recu.benchmark;

import java.util.List;
import org.recu.checkpoint.ModelDescription;
import org.recu.graph.Device;
import org.recu.image.Normalization;
import org.recu.model.Models;
import org.recu.model.Network;
import org.recu.train.ComputeOptions;
import org.recu.train.OptimizerOptions;

/**
 * A network to measure, and the conditions.
 *
 * @param network to be built
 * @param description of its input
 * @param optimizer update rule of its training step
 * @param compute where its training step runs and how; all else runs on the first device
 * @param batchSize images per batch
 */
public record MeasuredNetwork(
    Network network,
    ModelDescription description,
    OptimizerOptions optimizer,
    ComputeOptions compute,
    int batchSize) {

  /** About that of noise. It does not affect the speed. */
  private static final Normalization NOISE =
      new Normalization(List.of(0.5, 0.5, 0.5), List.of(0.29, 0.29, 0.29));

  /**
   * Finds a network by name.
   *
   * @param model its name
   * @param dataset name of its data set
   * @param classes of the data set
   * @param imageSize height and width of the images, in pixels
   * @throws IllegalArgumentException if there is no such network for such images; the message is
   *     for the user
   */
  public static MeasuredNetwork of(
      String model,
      String dataset,
      int classes,
      int imageSize,
      OptimizerOptions optimizer,
      ComputeOptions compute,
      int batchSize) {
    return new MeasuredNetwork(
        Models.create(model, classes, imageSize),
        new ModelDescription(model, dataset, classes, List.of(), imageSize, NOISE),
        optimizer,
        compute,
        batchSize);
  }

  /** The device of what runs on one. */
  Device device() {
    return compute.devices().first();
  }

  /** Creates a batch of images for it, which the caller must close. */
  NoiseBatch batch() {
    return NoiseBatch.of(batchSize, network.imageSize(), network.classes());
  }
}
