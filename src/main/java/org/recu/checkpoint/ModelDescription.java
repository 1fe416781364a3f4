package org.recu.checkpoint;

import java.util.List;
import org.recu.image.Normalization;

/**
 * A network and the images it takes.
 *
 * @param name of the network, such as {@code resnet20_1w1a}
 * @param dataset it is trained on, such as {@code cifar10}
 * @param classes number of logits
 * @param classNames one per class, in the order of the logits; empty if the data set has no names
 * @param imageSize height and width in pixels
 * @param normalization of the images
 */
public record ModelDescription(
    String name,
    String dataset,
    int classes,
    List<String> classNames,
    int imageSize,
    Normalization normalization) {

  public ModelDescription {
    classNames = List.copyOf(classNames);
    if (classes < 1) {
      throw new IllegalArgumentException("classes (%d) must be at least 1".formatted(classes));
    }
    if (!classNames.isEmpty() && classNames.size() != classes) {
      throw new IllegalArgumentException(
          "%d class names for %d classes".formatted(classNames.size(), classes));
    }
    if (imageSize < 1) {
      throw new IllegalArgumentException("imageSize (%d) must be at least 1".formatted(imageSize));
    }
  }
}
