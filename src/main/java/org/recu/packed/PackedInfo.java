package org.recu.packed;

import java.util.List;
import java.util.Optional;
import org.recu.packed.proto.EvaluationMessage;
import org.recu.packed.proto.NetworkMessage;

/**
 * What a packed file says about its network.
 *
 * @param name of the network, such as {@code resnet20_1w1a}
 * @param dataset that it was trained on, such as {@code cifar10}; may be empty
 * @param classNames in the order of the logits; empty if the classes have no names
 * @param classes number of logits
 * @param image how an image becomes what the network takes
 * @param scores on the data set's test images, if they are known
 * @param producer program and version that wrote the file, such as {@code recu 1.0.0}; may be empty
 */
public record PackedInfo(
    String name,
    String dataset,
    List<String> classNames,
    int classes,
    ImageForm image,
    Optional<PackedScores> scores,
    String producer) {

  public PackedInfo {
    classNames = List.copyOf(classNames);
  }

  /**
   * Takes what a message says.
   *
   * @param network whose numbers have been checked
   * @param classes how many logits it has
   */
  static PackedInfo of(NetworkMessage network, int classes) {
    return new PackedInfo(
        network.getName(),
        network.getDataset(),
        network.getClassNamesList(),
        classes,
        ImageForm.of(network.getImage()),
        network.hasEvaluation() ? Optional.of(scores(network.getEvaluation())) : Optional.empty(),
        network.getProducer());
  }

  private static PackedScores scores(EvaluationMessage message) {
    return new PackedScores(
        message.getImages(), message.getLoss(), message.getTop1(), message.getTop5());
  }

  /** A class's name, or its number if the classes have no names. */
  String className(int number) {
    return classNames.isEmpty() ? Integer.toString(number) : classNames.get(number);
  }
}
