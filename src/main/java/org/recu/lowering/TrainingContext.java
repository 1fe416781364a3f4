package org.recu.lowering;

import java.util.Optional;
import org.recu.binarize.Binarizer;
import org.recu.fusion.Fusions;
import org.recu.graph.TrainedParameters;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a training tower is built of, besides the network.
 *
 * @param parameters variables or arguments of the same graph
 * @param fusions of the same graph, by {@link Tower.Target#fusions}
 * @param binarizer of weights and activations
 * @param tau scalar: the binarizer's quantile for the epoch
 * @param whole the batch whose statistics normalise; empty where the tower's own images do
 */
public record TrainingContext(
    TrainedParameters parameters,
    Fusions fusions,
    Binarizer binarizer,
    Operand<TFloat32> tau,
    Optional<WholeBatch> whole) {

  /** A tower that normalises by the statistics of its own images. */
  public static TrainingContext of(
      TrainedParameters parameters, Fusions fusions, Binarizer binarizer, Operand<TFloat32> tau) {
    return new TrainingContext(parameters, fusions, binarizer, tau, Optional.empty());
  }
}
