package org.recu.packing;

import java.io.IOException;
import java.util.Optional;
import org.recu.checkpoint.ModelDescription;
import org.recu.data.catalog.Datasets;
import org.recu.graph.FrozenValues;
import org.recu.model.Network;
import org.recu.nn.Architecture;
import org.recu.nn.SignConvolution;
import org.recu.packed.PackedScores;
import org.recu.packed.proto.EvaluationMessage;
import org.recu.packed.proto.ImageMessage;
import org.recu.packed.proto.NetworkMessage;
import org.recu.weights.TrainedNetwork;

/** Makes the message of a packed file from a trained network. */
public final class NetworkPacker {

  private NetworkPacker() {}

  /**
   * Refuses a network that a packed file is not for.
   *
   * @throws IOException if the network has no binary layers, or is the first stage of two-stage
   *     training
   */
  public static void requirePackable(TrainedNetwork trained) throws IOException {
    Architecture architecture = trained.network().architecture();
    String name = trained.network().name();
    if (architecture.layers().stream().anyMatch(SignConvolution.class::isInstance)) {
      throw new IOException(
          "%s is a model of %s, a first stage, whose convolutions have real weights; only the"
                  .formatted(trained.source(), name)
              + " second stage can be packed");
    }
    if (architecture.binaryConvolutions().isEmpty()) {
      throw new IOException(
          "%s is a model of %s, which has no binary layers: there is nothing to pack"
              .formatted(trained.source(), name));
    }
  }

  /**
   * Packs a network.
   *
   * @param trained {@linkplain #requirePackable packable}
   * @param values of its parameters, and what is derived from them
   * @param scores what it scored, if that is known
   * @param producer this program and its version
   * @throws IOException if a weight is not finite
   */
  public static NetworkMessage pack(
      TrainedNetwork trained, FrozenValues values, Optional<PackedScores> scores, String producer)
      throws IOException {
    Network network = trained.network();
    ModelDescription description = trained.description();
    OperationList operations = new OperationList(new WeightSource(values));
    try {
      network.architecture().lower(operations, PackedValue.IMAGES);
    } catch (UnpackableNetworkException e) {
      throw new IOException(
          "%s cannot be packed: %s".formatted(trained.source(), e.getMessage()), e);
    }
    NetworkMessage.Builder message =
        NetworkMessage.newBuilder()
            .setName(description.name())
            .setDataset(description.dataset())
            .addAllClassNames(description.classNames())
            .setImage(image(description))
            .addAllOperations(operations.operations())
            .setProducer(producer);
    scores.ifPresent(known -> message.setEvaluation(evaluation(known)));
    return message.build();
  }

  private static ImageMessage image(ModelDescription description) {
    int size = description.imageSize();
    return ImageMessage.newBuilder()
        .setSize(size)
        .setShortSide(Datasets.shortSide(description.dataset(), size))
        .addAllMean(description.normalization().mean())
        .addAllStandardDeviation(description.normalization().standardDeviation())
        .build();
  }

  private static EvaluationMessage evaluation(PackedScores scores) {
    return EvaluationMessage.newBuilder()
        .setImages(scores.images())
        .setLoss(scores.loss())
        .setTop1(scores.top1())
        .setTop5(scores.top5())
        .build();
  }
}
