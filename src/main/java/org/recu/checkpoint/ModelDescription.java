package org.recu.checkpoint;

import java.util.List;

/**
 * What the network is and what it wants to see.
 *
 * @param name of the network, such as {@code resnet20_1w1a}
 * @param dataset it is trained on, such as {@code cifar10}
 * @param classes width of the logits
 * @param classNames one a class, in the order of the logits; empty where the set has no names
 * @param imageSize height and width in pixels
 * @param mean red, green and blue, of pixels in 0..1, that normalisation takes away
 * @param standardDeviation red, green and blue, that normalisation divides by
 */
public record ModelDescription(
    String name,
    String dataset,
    int classes,
    List<String> classNames,
    int imageSize,
    List<Double> mean,
    List<Double> standardDeviation) {

  public ModelDescription {
    classNames = List.copyOf(classNames);
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
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
    if (mean.size() != 3 || standardDeviation.size() != 3) {
      throw new IllegalArgumentException(
          "mean %s and standard deviation %s must have 3 numbers each"
              .formatted(mean, standardDeviation));
    }
  }
}
